import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's folder: every command works from here, wherever it was called. */
export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

const TAIL_LINES = 40;
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 };
const REPORT_EVERY_MS = process.stderr.isTTY ? 1_000 : 15_000;

/** A failure whose message is all that the reader needs: printed without a stack trace. */
export class StepFailure extends Error {}

/** Progress goes to stderr: stdout belongs to what a command was asked for. */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

function seconds(startedAt) {
  return `${Math.round((Date.now() - startedAt) / 1000)} s`;
}

/**
 * Runs `work` under a title and shows that it goes on: a ticking line on a terminal, a line every 15 s elsewhere.
 * Rethrows what `work` throws.
 */
export async function step(title, work) {
  const startedAt = Date.now();
  const tty = process.stderr.isTTY;
  const show = (text) => (tty ? process.stderr.write(`\r\x1b[2K${text}`) : say(text));
  show(`  ${title} …`);
  const timer = setInterval(() => show(`  ${title} … ${seconds(startedAt)}`), REPORT_EVERY_MS);
  try {
    const result = await work();
    show(`✓ ${title} (${seconds(startedAt)})`);
    return result;
  } catch (error) {
    show(`✗ ${title} (${seconds(startedAt)})`);
    throw error;
  } finally {
    clearInterval(timer);
    if (tty) process.stderr.write('\n');
  }
}

/**
 * Runs a command from the root with no stdin and collects what it prints.
 * Resolves `{code, output}`; a command that cannot be started or is stopped by its time limit has code 1 and says why.
 */
export function capture(file, args, { env = {}, timeoutMs } = {}) {
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMs,
    });
    const stop = (signal) => {
      child.kill(signal);
      process.exit(EXIT_CODES[signal]);
    };
    for (const signal of Object.keys(EXIT_CODES)) process.once(signal, stop);
    const chunks = [];
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.stderr.on('data', (chunk) => chunks.push(chunk));
    const end = (code, reason = '') => {
      // The program that may follow in this process has its own say on signals.
      for (const signal of Object.keys(EXIT_CODES)) process.removeListener(signal, stop);
      resolve({ code, output: Buffer.concat(chunks).toString('utf8') + reason });
    };
    child.on('error', (error) => end(1, `${error.message}\n`));
    child.on('close', (code, signal) => end(code ?? 1, signal ? `stopped by ${signal}\n` : ''));
  });
}

/** The last lines of an output: where tools say what went wrong. */
export function tail(output) {
  return output.trimEnd().split('\n').slice(-TAIL_LINES).join('\n');
}

/** Where npm's own program is: the one that runs us, else the one beside node; `npm` of the PATH as a last resort. */
export function npmCommand() {
  const npm = process.env.npm_execpath;
  if (npm?.endsWith('.js') && path.basename(npm).startsWith('npm')) return [process.execPath, [npm]];
  return process.platform === 'win32' ? ['cmd.exe', ['/c', 'npm']] : ['npm', []];
}

/** The program behind an installed package's command, run with this node: no shell and no PATH involved. */
export function localTool(relativePath) {
  return path.join(root, 'node_modules', relativePath);
}

/** Runs a command's `main`; an expected failure is printed as words, any other with its trace; both end with code 1. */
export async function runMain(main) {
  try {
    await main();
  } catch (error) {
    say(error instanceof StepFailure ? `\n${error.message}` : error.stack);
    process.exit(1);
  }
}
