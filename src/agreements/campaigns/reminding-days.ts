/** School days after a campaign opened on which those who have not signed are reminded; at the last their manager hears. */
export const reminderDays = [3, 7, 12] as const;
