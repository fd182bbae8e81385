// Writes src/staff/leaked-passwords.ts anew: node scripts/leaked-passwords.mjs <folder of an installed @zxcvbn-ts/language-common>
// The package (MIT) is a list of the commonest passwords of published leaks; only those that our length rule lets
// through are kept, each as the first 32 bits of its SHA-256.
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const MIN_LENGTH = 10;
const [folder] = process.argv.slice(2);
if (!folder) throw new Error('which folder has the package?');
const { dictionary } = await import(pathToFileURL(path.resolve(folder, 'dist/index.mjs')).href);
const hashes = [...dictionary['passwords-common']]
  .filter((password) => password.length >= MIN_LENGTH)
  .map((password) => createHash('sha256').update(password.toLowerCase()).digest().readUInt32BE(0))
  .sort((one, other) => one - other);
const bytes = Buffer.alloc(hashes.length * 4);
hashes.forEach((hash, index) => bytes.writeUInt32BE(hash, index * 4));
const lines = bytes.toString('base64').match(/.{1,110}/g) ?? [];
const text = `/**
 * The ${hashes.length} commonest passwords of published leaks that have at least ${MIN_LENGTH} characters: of each the first 32 bits of its
 * SHA-256, in order. Made by \`scripts/leaked-passwords.mjs\` from the lists of @zxcvbn-ts/language-common (MIT).
 */
export const LEAKED_PASSWORDS = [
${lines.map((line) => `  '${line}',`).join('\n')}
].join('');
`;
writeFileSync(path.resolve(import.meta.dirname, '../src/staff/leaked-passwords.ts'), text);
