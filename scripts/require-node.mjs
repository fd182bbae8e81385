// Imported first by every command, so that an old Node is told so in words and not by a stack trace
// from some package. Syntax here stays within what Node 14 can parse.
const REQUIRED = [20, 19];

const parts = process.versions.node.split('.').map(Number);
if (parts[0] < REQUIRED[0] || (parts[0] === REQUIRED[0] && parts[1] < REQUIRED[1])) {
  process.stderr.write(
    'studio-crm needs Node.js ' +
      REQUIRED.join('.') +
      ' or newer; this is ' +
      process.versions.node +
      '.\n' +
      'Install it from https://nodejs.org, or with nvm: nvm install && nvm use\n',
  );
  process.exit(1);
}
