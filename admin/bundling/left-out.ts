/**
 * Parts of AdminJS that no page of the panel uses: editors of rich text, illustrations, other languages, its own login and
 * first page. They would be three quarters of what is sent.
 */
const UNUSED_MODULES: readonly RegExp[] = [
  /@adminjs\/design-system\/build\/molecules\/(?:rich-text-editor|tinymce-editor|date-picker)\/(?:[a-z-]+)\.js$/,
  /@adminjs\/design-system\/build\/atoms\/(?:illustrations|phone-input)\/[a-z-]+\.js$/,
  /@adminjs\/design-system\/build\/utils\/(?:phone-input|datepicker)\.styles\.js$/,
  /adminjs\/lib\/frontend\/components\/property-type\/(?:richtext|phone|currency|datetime)\/index\.js$/,
  /adminjs\/lib\/frontend\/components\/property-type\/array\/edit\.js$/,
  /adminjs\/lib\/frontend\/components\/login\/index\.js$/,
  /\/i18next-http-backend\/esm\/index\.js$/,
  // Compilers for a bundle that the build has already made.
  /adminjs\/lib\/backend\/bundler\/(?:(?:app|components|globals)\.bundler|utils\/asset-bundler)\.js$/,
];
const UNUSED_LANGUAGES = /adminjs\/lib\/locale\/(?!en\/)[A-Za-z-]+\/translation\.json$/;

/** The glow around a field in fixed colours. */
const FOCUS_SHADOW = /design-system\/build\/utils\/focus-shadow\.style\.js$/;

/** Drawn for a moment before the first page is known to be ours; drawn beside a text that says it all. */
const NOTHING = 'export default () => null; ';
const DRAWS_NOTHING: Readonly<Record<string, RegExp>> = {
  DefaultDashboard: /adminjs\/lib\/frontend\/components\/app\/default-dashboard\.js$/,
  Illustration: /design-system\/build\/atoms\/illustration\/illustration\.js$/,
};

/** Remembers every address for drawers, which no page has; the whole application was drawn anew after each. */
const HISTORY = /adminjs\/lib\/frontend\/hooks\/use-history-listen\.js$/;

/** What stands in the place of a module that is left out or is another with us; null for one that is kept. */
export function standInFor(file: string, source: string): string | null {
  if (UNUSED_LANGUAGES.test(file)) return '{}';
  if (FOCUS_SHADOW.test(file)) return `export default () => '0 0 0 2px var(--studio-focus);';`;
  if (HISTORY.test(file)) return 'export const useHistoryListen = () => {}; export default useHistoryListen;';
  for (const [name, pattern] of Object.entries(DRAWS_NOTHING)) {
    if (pattern.test(file)) return `${NOTHING}export const ${name} = () => null;`;
  }
  // A list of modules stays; they themselves are left out.
  if (source.includes('export *') || !UNUSED_MODULES.some((pattern) => pattern.test(file))) return null;
  return standIn(file.replace(/^.*node_modules\//, ''), exportedNames(source));
}

/** The names that a module of AdminJS's builds gives away, as far as others ask for them by name. */
function exportedNames(source: string): string[] {
  const names = new Set<string>();
  for (const [, list] of source.matchAll(/export \{([^}]*)\}/g)) {
    for (const entry of (list ?? '').split(','))
      names.add(
        entry
          .trim()
          .split(/\sas\s/)
          .at(-1)
          ?.trim() ?? '',
      );
  }
  for (const [, name] of source.matchAll(/export (?:const|let|function|class) (\w+)/g)) names.add(name ?? '');
  if (source.includes('export default')) names.add('default');
  names.delete('');
  return [...names];
}

/** A page that does use it after all says so, instead of showing nothing. */
function standIn(file: string, names: readonly string[]): string {
  const lines = names.map((name) => {
    const message = JSON.stringify(`${name} of ${file} is left out of the panel: see admin/bundling/left-out.ts`);
    const value = `() => { throw new Error(${message}); }`;
    return name === 'default' ? `export default ${value};` : `export const ${name} = ${value};`;
  });
  return lines.length > 0 ? lines.join('\n') : 'export {};';
}
