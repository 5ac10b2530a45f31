// Says that scripts run, before anything is drawn: GOV.UK Frontend's styles and modules wait for these classes.
// It stands in a file because our pages forbid scripts that are written into them.
document.body.classList.add('js-enabled');
if ('noModule' in HTMLScriptElement.prototype) document.body.classList.add('govuk-frontend-supported');
