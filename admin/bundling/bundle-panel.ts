import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type BuildOptions, type Metafile } from 'esbuild';
import { panelComponents } from '../component-loader.js';
import { OWN_FOLDER, STYLE_SHEETS } from '../security/assets.js';
import { MANIFEST, type Manifest } from '../security/manifest.js';
import { compressFile } from './compress.js';
import { facades } from './facades.js';
import { panelEntry } from './panel-entry.js';
import { PACKAGES, stockModules } from './stock-modules.js';

/** Browsers of the last two years: those that know light-dark(). */
const TARGET = ['chrome123', 'firefox120', 'safari17.5'];
const SHARED: BuildOptions = {
  bundle: true,
  minify: true,
  // Russian as it is: otherwise each letter takes six bytes.
  charset: 'utf8',
  metafile: true,
  legalComments: 'none',
  logLevel: 'warning',
  target: TARGET,
  entryNames: '[name]-[hash]',
  chunkNames: 'part-[hash]',
};

function beside(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

/** The one output of an entry point; its name carries the hash. */
function outputOf({ outputs }: Metafile, entry: RegExp): string {
  const found = Object.entries(outputs).find(([, { entryPoint }]) => entry.test(entryPoint ?? ''));
  if (!found) throw new Error(`the bundler wrote nothing for ${entry.source}`);
  return found[0];
}

/** What an output needs before it can run, without what it loads later. */
function neededBy({ outputs }: Metafile, output: string): string[] {
  const needed = new Set<string>();
  const visit = (name: string): void => {
    for (const { path: file, kind } of outputs[name]?.imports ?? []) {
      if (kind !== 'import-statement' || needed.has(file)) continue;
      needed.add(file);
      visit(file);
    }
  };
  visit(output);
  return [...needed].map((file) => path.basename(file));
}

async function bundlePages(folder: string): Promise<Metafile> {
  const components = panelComponents().getComponents();
  const { metafile } = await build({
    ...SHARED,
    stdin: {
      contents: panelEntry(components, beside('../browser/start-panel.js')),
      resolveDir: PACKAGES,
      sourcefile: 'panel.js',
    },
    outdir: folder,
    entryNames: 'panel-[hash]',
    format: 'esm',
    splitting: true,
    mainFields: ['browser', 'module', 'main'],
    define: {
      'process.env.NODE_ENV': '"production"',
      'process.env.IS_BROWSER': 'true',
      global: 'window',
      // styled-components takes the nonce of its style elements from here.
      __webpack_nonce__: 'window.STUDIO_NONCE',
    },
    plugins: [
      facades(PACKAGES),
      stockModules({
        ownFolder: beside('..'),
        colorsFile: beside('../browser/colors.js'),
        translationsFile: beside('../browser/translations.js'),
      }),
    ],
  });
  return metafile as Metafile;
}

/** The style sheets in their order, as one. */
async function bundleStyles(folder: string, name: string, sheets: readonly string[]): Promise<string> {
  const contents = sheets.map((sheet) => `@import './${sheet}';`).join('\n');
  const { metafile } = await build({
    ...SHARED,
    stdin: { contents, resolveDir: OWN_FOLDER, sourcefile: `${name}-sheets.css`, loader: 'css' },
    outdir: folder,
    entryNames: `${name}-[hash]`,
  });
  return path.basename(outputOf(metafile as Metafile, /./));
}

function copyHashed(folder: string, name: string): string {
  const file = path.join(OWN_FOLDER, name);
  const hash = createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 8).toUpperCase();
  const { name: base, ext } = path.parse(name);
  const copy = `${base}-${hash}${ext}`;
  copyFileSync(file, path.join(folder, copy));
  return copy;
}

/** Fills the folder anew: nothing of a former build stays. */
export async function bundlePanel(folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const pages = await bundlePages(folder);
  const script = outputOf(pages, /panel\.js$/);
  const manifest: Manifest = {
    panel: {
      script: path.basename(script),
      parts: neededBy(pages, script),
      style: await bundleStyles(folder, 'panel', STYLE_SHEETS),
    },
    login: {
      script: copyHashed(folder, 'login.js'),
      style: await bundleStyles(folder, 'login', ['tokens.css', 'login.css']),
    },
    icon: copyHashed(folder, 'favicon.svg'),
    later: [],
  };
  const named = [manifest.panel.script, ...manifest.panel.parts, manifest.panel.style];
  named.push(manifest.login.script, manifest.login.style, manifest.icon);
  manifest.later = Object.keys(pages.outputs)
    .map((output) => path.basename(output))
    .filter((name) => !named.includes(name));
  for (const name of [...named, ...manifest.later]) await compressFile(path.join(folder, name));
  writeFileSync(path.join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
}
