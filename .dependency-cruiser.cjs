// The import rules of docs/architecture.md ("Who may import whom"), checked on the sources as they are written:
// `.js` specifiers lead to the `.ts` files behind them, and imports of types count like all others.

/** A rule that forbids imports from one part of the tree to another. Paths are regular expressions. */
function never(name, comment, from, to) {
  return { name, comment, severity: 'error', from, to };
}

const FEATURES =
  'clients|plans|payments|lazy-days|closures|coaches|groups|trainings|invitations|broadcasts|deliveries|' +
  'reminders|settings|api-tokens|staff|audit|statistics|imports|exports|backup|saved-views|retention|reception|system';
const TEST = '\\.test\\.tsx?$|^tests/';
/** The entries join the halves: the web's, the bot's, and the one process behind `npm start`. */
const ENTRIES =
  '^src/(main|start|migrate|app|web-server|container)\\.ts$|^src/start/|^bot/main\\.ts$|^src/(imports|exports|backup)/[^/]+\\.command\\.ts$';

module.exports = {
  forbidden: [
    never(
      'lib-is-a-leaf',
      'src/lib knows packages only.',
      { path: '^src/lib/', pathNot: TEST },
      {
        path: '^(src|admin|bot|playground|migrations)/',
        pathNot: '^src/lib/',
      },
    ),
    never(
      'contract-is-a-leaf',
      'The seam of web and bot knows packages only.',
      { path: '^src/contract/', pathNot: TEST },
      {
        path: '^(src|admin|bot|playground|migrations)/',
        pathNot: '^src/contract/',
      },
    ),
    never(
      'features-know-no-edge',
      'A feature does not know the panel, the bot, the jobs or the playground.',
      { path: `^src/(${FEATURES}|errors|db|http)/`, pathNot: `${TEST}|${ENTRIES}` },
      { path: '^(admin|bot|playground|src/cron)/', pathNot: '^src/cron/[^/]+\\.entity\\.ts$' },
    ),
    never(
      'features-get-their-config',
      'Configuration reaches a feature through its constructor.',
      { path: '^(src|admin|bot|playground)/', pathNot: `${TEST}|${ENTRIES}|^bot/config\\.ts$` },
      { path: '^(src|bot)/config\\.ts$', dependencyTypesNot: ['type-only'] },
    ),
    never(
      'panel-knows-no-edge',
      'The panel uses services; it knows no route, no job and no bot.',
      { path: '^admin/', pathNot: TEST },
      {
        path: '^(src/(http|cron)|bot|playground)/',
      },
    ),
    never(
      'bot-knows-the-contract-only',
      'The bot knows the web through src/contract (and the leaf helpers) alone.',
      { path: '^bot/', pathNot: TEST },
      { path: '^(src|admin|migrations|playground)/', pathNot: '^src/(contract|lib)/' },
    ),
    never(
      'bot-has-no-database',
      'The bot keeps its dialogues in the store and asks the token API for everything else.',
      { path: '^bot/', pathNot: TEST },
      { path: '(^|/)node_modules/(typeorm|mysql2|better-sqlite3|adminjs|@adminjs)(/|$)' },
    ),
    never(
      'one-file-knows-telegram',
      'Telegram is behind a port: only bot/telegram.ts imports the library.',
      // The emulator is tested with the very client the bot uses.
      { path: '^(src|admin|bot|playground)/', pathNot: '^bot/telegram\\.ts$|^playground/[^/]+\\.test\\.ts$' },
      { path: '(^|/)node_modules/node-telegram-bot-api(/|$)' },
    ),
    never(
      'migrations-are-history',
      'A migration must not change when today’s code does.',
      { path: '^migrations/' },
      {
        path: '^(src|admin|bot|playground)/',
      },
    ),
    never(
      'playground-stands-alone',
      'The emulator plays Telegram: it knows nothing of what it is used for.',
      { path: '^playground/', pathNot: TEST },
      { path: '^(src|admin|bot|migrations)/', pathNot: '^src/(lib|contract)/' },
    ),
    never(
      'no-tests-in-the-product',
      'The product does not import its tests.',
      { path: '^(src|admin|bot|playground|migrations)/', pathNot: TEST },
      {
        path: TEST,
      },
    ),
    never(
      'no-dev-packages-in-the-product',
      'What runs in production is in "dependencies"; the bundler runs in the build alone.',
      { path: '^(src|admin|bot|playground|migrations)/', pathNot: `${TEST}|^admin/bundling/` },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    ),
    never(
      'no-cycles',
      'Modules form a DAG. Entities may name each other: their relations are resolved lazily.',
      { pathNot: '\\.entity\\.ts$' },
      { circular: true, viaOnly: { pathNot: '\\.entity\\.ts$', dependencyTypesNot: ['type-only'] } },
    ),
    never('no-unresolvable', 'Every import leads somewhere.', {}, { couldNotResolve: true }),
    never(
      'no-drawers',
      'A folder is named after what is in it, not after the fact that it holds things.',
      {},
      { path: '(^|/)(utils|helpers|common|misc|types|interfaces)/', pathNot: '(^|/)node_modules/' },
    ),
  ],
  options: {
    doNotFollow: { path: '(^|/)node_modules/' },
    exclude: { path: '^(dist|dist-admin|coverage)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
