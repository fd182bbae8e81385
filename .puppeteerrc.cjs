// The browser comes from the machine (see scripts/find-browser.mjs), never from an install step:
// `npm ci` has to work where only the package registry can be reached.
module.exports = { skipDownload: true };
