import { dictionary } from '@zxcvbn-ts/language-common';

/**
 * What people choose first when a password is asked for: words that head every published count of leaked passwords, and
 * those of a school. Digits, signs and letters written as digits are taken away before looking, so that a word stands for
 * all its variations.
 */
export const commonWords: readonly string[] = `
password passwort passord passwd pass word welcome letmein login signin admin administrator root user guest test tester
testing temp temporary default changeme change secret private access master manager system server computer laptop internet
network wifi google windows microsoft apple iphone android samsung facebook instagram youtube netflix minecraft fortnite
roblox pokemon nintendo playstation xbox
school teacher student pupil class classroom college academy education learning lesson homework headteacher principal office
staff governor primary secondary nursery reception library science english maths history geography
monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october
november december spring summer autumn winter morning evening today holiday christmas easter halloween birthday
london england britain british scotland wales ireland europe america manchester liverpool chelsea arsenal tottenham everton
newcastle leeds united city rangers celtic barcelona juventus madrid football rugby cricket tennis hockey baseball basketball
soccer golf champion liverpoolfc manutd
dragon monkey tiger lion eagle falcon panther bear wolf shark dolphin horse pony kitten kitty puppy doggy rabbit bunny
hamster chicken turtle butterfly ladybug spider unicorn phoenix dinosaur penguin panda cat dog fish bird mouse
sunshine moonlight starlight rainbow flower rose daisy lily orchid cherry apple banana orange lemon peach strawberry
chocolate cookie cupcake candy sugar honey coffee cheese pepper ginger cinnamon pumpkin potato pizza burger
love loveyou iloveyou lovely lover sweetheart sweetie darling baby babygirl babyboy princess prince queen king angel heaven
heart forever family mother mummy father daddy brother sister friend friends bestfriend daughter son
happy smile lucky freedom peace hope faith trust blessed beautiful pretty cute cool awesome amazing perfect
superman batman spiderman ironman starwars starwar skywalker yoda jedi matrix gandalf hobbit hogwarts harrypotter potter
hermione pikachu mario zelda sonic naruto marvel avengers disney frozen simpson snoopy garfield tigger barbie
michael jessica daniel ashley andrew jennifer joshua matthew charlie thomas jordan nicole michelle robert anthony william
george hannah samantha alexander amanda sophie oliver harry jack emily olivia amelia jacob james david john joseph edward
richard benjamin christopher elizabeth victoria katherine charlotte rebecca rachel sarah lauren megan chloe molly bailey
maggie buster tucker oscar max sam ben tom tim amy anna maria martin peter paul mark steven brian kevin jason justin
ferrari porsche mercedes bmw corvette mustang harley yamaha honda toyota
guitar piano music dance singer metallica nirvana slipknot eminem beatles
hunter ranger soldier warrior ninja pirate killer shadow ghost demon devil diablo magic wizard merlin dragonfly
silver golden diamond crystal purple yellow orange green blue black white pink red
qwerty azerty asdf zxcv qazwsx abc abcd iam my the its this that hello hi hey goodbye please thanks trustno trustnoone
whatever nothing something anything everything never always open sesame opensesame blink biteme cheer
`
  .trim()
  .split(/\s+/);

/**
 * Passwords that stand in published counts of leaked ones, among them the three thousand most used.
 * SOURCE: OWASP ASVS 5.0, 6.2.4; the list of zxcvbn-ts
 */
const leaked: ReadonlySet<string> = new Set(
  (dictionary['passwords'] as readonly string[]).map((each) => each.toLowerCase()),
);

/** Whether a password, in small letters, is one that others chose before. */
export const isLeaked = (small: string): boolean => leaked.has(small);
