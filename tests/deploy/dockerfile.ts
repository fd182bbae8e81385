import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

/** One instruction, its continuation lines joined. */
interface Step {
  keyword: string;
  text: string;
}

/** What the steps of a stage leave behind: its WORKDIR as a folder, and what a container of it would start with. */
export interface Stage {
  folder: string;
  env: Record<string, string>;
  user: string;
  command: string[];
}

/** A package that is compiled or fetched takes minutes: what an installation of the same lock file has is linked instead. */
const INSTALL = /^npm ci\b.*$/;

export function readSteps(text: string): Step[] {
  const lines = text.split('\n').filter((line) => !line.startsWith('#'));
  const joined = lines.join('\n').replaceAll(/\\\n\s*/g, ' ');
  return joined.split('\n').flatMap((line) => {
    const [, keyword, rest = ''] = /^\s*([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    return keyword === undefined ? [] : [{ keyword, text: rest.trim() }];
  });
}

/**
 * Carries out the steps of a Dockerfile in their order on folders below `target`, one for each stage, and gives the last
 * stage. FROM brings nothing but a name: the programs are this machine's. USER is kept for whoever starts the stage.
 */
export async function runSteps(steps: readonly Step[], context: string, target: string): Promise<Stage> {
  const stages = new Map<string, Stage>();
  let stage: Stage | null = null;
  for (const step of steps) {
    if (step.keyword === 'FROM') {
      const [, name = `stage-${stages.size}`] = /\sAS\s+(\w+)$/i.exec(step.text) ?? [];
      stage = { folder: path.join(target, name), env: {}, user: 'root', command: [] };
      stages.set(name, stage);
      mkdirSync(stage.folder, { recursive: true });
    } else if (stage) await runStep(step, stage, stages, context);
    else throw new Error(`${step.keyword} before FROM`);
  }
  if (!stage) throw new Error('no FROM');
  return stage;
}

async function runStep(
  { keyword, text }: Step,
  stage: Stage,
  stages: ReadonlyMap<string, Stage>,
  context: string,
): Promise<void> {
  switch (keyword) {
    case 'ENV':
      for (const [, name = '', value = ''] of text.matchAll(/(\w+)=(\S+)/g)) stage.env[name] = value;
      return;
    case 'WORKDIR':
      if (text !== '/app') throw new Error(`WORKDIR ${text}: the steps are run below /app`);
      return;
    case 'COPY':
      return copy(text, stage, stages, context);
    case 'RUN':
      return run(text, stage, context);
    case 'USER':
      stage.user = text;
      return;
    case 'CMD':
      stage.command = JSON.parse(text) as string[];
      return;
    case 'EXPOSE':
    case 'HEALTHCHECK':
      return;
    default:
      throw new Error(`${keyword} is not understood`);
  }
}

function copy(text: string, { folder }: Stage, stages: ReadonlyMap<string, Stage>, context: string): void {
  const [, from] = /--from=(\w+)/.exec(text) ?? [];
  const places = text.split(/\s+/).filter((word) => !word.startsWith('--'));
  const to = places.pop() ?? '';
  const ignored = from === undefined ? readIgnored(context) : new Set<string>();
  for (const place of places) {
    const source = from === undefined ? path.join(context, place) : inStage(stages.get(from), place);
    if (ignored.has(place)) throw new Error(`COPY ${place}: .dockerignore leaves it out`);
    const target = to.endsWith('/') ? path.join(folder, to, path.basename(place)) : path.join(folder, to);
    cpSync(source, target, { recursive: true, verbatimSymlinks: true });
  }
}

function inStage(stage: Stage | undefined, place: string): string {
  if (!stage || !place.startsWith('/app/')) throw new Error(`COPY --from … ${place}: no such stage or place`);
  return path.join(stage.folder, place.slice('/app/'.length));
}

function readIgnored(context: string): Set<string> {
  return new Set(readFileSync(path.join(context, '.dockerignore'), 'utf8').split('\n').filter(Boolean));
}

async function run(text: string, stage: Stage, context: string): Promise<void> {
  for (const command of text.split(' && ')) {
    if (INSTALL.test(command)) await linkPackages(context, stage);
    // Who owns what is of no account where one user runs all; who starts the stage makes it readable to its user.
    else if (!command.startsWith('chown ')) await shell(command, stage);
  }
}

/** Linked, not copied: they are not changed but for what npm writes about them, which gets a copy of its own. */
async function linkPackages(context: string, stage: Stage): Promise<void> {
  const source = path.join(context, 'node_modules');
  await shell(`cp -al '${source}' node_modules 2>/dev/null || cp -a '${source}' node_modules`, stage);
  for (const name of ['.package-lock.json', '.studio-crm-lock', '.cache']) {
    rmSync(path.join(stage.folder, 'node_modules', name), { recursive: true, force: true });
    const isThere = existsSync(path.join(source, name));
    if (isThere && name !== '.cache') cpSync(path.join(source, name), path.join(stage.folder, 'node_modules', name));
  }
}

function shell(command: string, { folder, env }: Stage): Promise<void> {
  const { PATH = '', HOME = '' } = process.env;
  return new Promise((resolve, reject) => {
    const child = spawn('sh', ['-c', command], { cwd: folder, env: { PATH, HOME, ...env }, stdio: 'pipe' });
    let printed = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (printed += String(chunk)));
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`${command}: ${code}\n${printed}`))));
  });
}
