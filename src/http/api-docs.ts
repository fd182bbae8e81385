import { createHash } from 'node:crypto';
import { Router } from 'express';
import { z } from 'zod';
import { parseLanguage, type Language } from '../lib/wording.js';
import { refusalsOf } from './openapi.js';
import type { Route } from './route.js';

const STYLE = `
:root { color-scheme: light dark; --line: #8884; --soft: #8881; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem 1rem 4rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.15rem; margin: 2.5rem 0 .5rem; }
h2::first-letter { text-transform: uppercase; }
section { border: 1px solid var(--line); border-radius: .5rem; margin: .75rem 0; }
summary { cursor: pointer; padding: .6rem .8rem; overflow-wrap: anywhere; }
summary code { font-weight: 600; } summary span { opacity: .75; }
details > div { padding: 0 .8rem .8rem; }
dl { display: grid; grid-template-columns: 9rem minmax(0, 1fr); gap: .4rem .8rem; margin: .4rem 0 0; font-size: .9rem; }
dt { font-weight: 600; } dd { margin: 0; overflow-wrap: anywhere; }
@media (max-width: 40rem) { dl { grid-template-columns: minmax(0, 1fr); } dd { margin-bottom: .4rem; } }
pre { background: var(--soft); margin: 0; padding: .6rem; border-radius: .4rem; white-space: pre-wrap; font-size: .85rem; }
.method { display: inline-block; min-width: 4rem; }
`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

const WORDS = {
  en: {
    title: 'Token API',
    rules: [
      'Dates are YYYY-MM-DD in the studio’s zone, instants ISO 8601 in UTC, money a decimal string, Telegram ids strings.',
      'Lists take <code>limit</code> and <code>cursor</code> and answer <code>{items, nextCursor}</code>; on the last page the cursor is <code>null</code>.',
      'Refusals are <code>application/problem+json</code> with a stable <code>code</code>; bad input is named field by field in <code>errors</code>.',
      'What is read carries an <code>ETag</code>: sent again as <code>If-None-Match</code>, what has not changed is answered 304.',
      'Too many calls are answered 429; <code>Retry-After</code> tells when the next one is welcome.',
    ],
    example: 'Example',
    intro: 'Send the token as <code>Authorization: Bearer …</code>. The same as data:',
    scope: 'Scope',
    parameters: 'Parameters',
    body: 'Body',
    answer: 'Answer',
    refusals: 'Refusals',
    file: 'a JPEG, PNG or WebP file',
    none: 'no content',
    key: 'The header <code>Idempotency-Key</code> makes a repeat safe.',
    other: '<a href="?lang=ru" lang="ru">По-русски</a>',
  },
  ru: {
    title: 'API по токену',
    rules: [
      'Даты — ГГГГ-ММ-ДД в часовом поясе студии, моменты — ISO 8601 в UTC, деньги — десятичная строка, id в Telegram — строки.',
      'Списки принимают <code>limit</code> и <code>cursor</code> и отвечают <code>{items, nextCursor}</code>; на последней странице курсор — <code>null</code>.',
      'Отказы — <code>application/problem+json</code> с постоянным <code>code</code>; неверные значения названы по полям в <code>errors</code>.',
      'Прочитанное несёт <code>ETag</code>: если прислать его в <code>If-None-Match</code>, о неизменившемся ответ 304.',
      'На слишком частые вызовы ответ 429; <code>Retry-After</code> говорит, когда можно снова.',
    ],
    example: 'Пример',
    intro: 'Токен передаётся в заголовке <code>Authorization: Bearer …</code>. То же в виде данных:',
    scope: 'Право',
    parameters: 'Параметры',
    body: 'Тело',
    answer: 'Ответ',
    refusals: 'Отказы',
    file: 'файл JPEG, PNG или WebP',
    none: 'без содержимого',
    key: 'Заголовок <code>Idempotency-Key</code> делает повтор безопасным.',
    other: '<a href="?lang=en" lang="en">In English</a>',
  },
} as const;

/** Topics are named by their addresses, which are English words. */
const TOPICS_RU: Record<string, string> = {
  'telegram users': 'Пользователи Telegram',
  clients: 'Клиенты',
  'link codes': 'Коды приглашений',
  plans: 'Тарифы',
  freezes: 'Заморозки',
  groups: 'Группы',
  trainings: 'Посещения',
  'group trainings': 'Занятия',
  coaches: 'Тренеры',
  invitations: 'Приглашения на занятия',
  statistics: 'Статистика',
  settings: 'Настройки',
  deliveries: 'Сообщения',
  broadcasts: 'Рассылки',
};

/** `/api/openapi.json` and `/api/docs`: both tell of the contract only, so both are open. */
export function createApiDocsRouter(document: () => object, routes: readonly Route[], publicUrl: string): Router {
  const router = Router();
  // Both are open to everyone, and take longer to make than to send: they are made once, for the first who asks.
  let json: string | null = null;
  const pages = new Map<Language, string>();
  const pageIn = (language: Language): string => {
    const page = pages.get(language) ?? renderDocs(routes, language, `${publicUrl}/api/v1`);
    pages.set(language, page);
    return page;
  };
  router.get('/openapi.json', (_request, response) => {
    json ??= JSON.stringify(document());
    response.type('json').send(json);
  });
  router.get('/docs', (request, response) => {
    const language = parseLanguage(request.query.lang) ?? parseLanguage(request.acceptsLanguages('en', 'ru')) ?? 'en';
    response.set('Content-Security-Policy', `default-src 'none'; style-src 'sha256-${STYLE_HASH}'`);
    response.set('Vary', 'Accept-Language').type('html').send(pageIn(language));
  });
  return router;
}

function renderDocs(routes: readonly Route[], language: Language, baseUrl: string): string {
  const words = WORDS[language];
  const topics = [...new Set(routes.map(topicOf))];
  const chapters = topics.map((topic) => {
    const own = routes
      .filter((route) => topicOf(route) === topic)
      .map((route) => renderRoute(route, language, baseUrl));
    const title = language === 'ru' ? (TOPICS_RU[topic] ?? topic) : topic;
    return `<h2>${escapeHtml(title)}</h2>${own.join('')}`;
  });
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${words.title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>${STYLE}</style></head><body>
<p>${words.other}</p><h1>${words.title}</h1>
<p>${words.intro} <a href="openapi.json">openapi.json</a> (OpenAPI 3.1).</p>
<ul>${words.rules.map((rule) => `<li>${rule}</li>`).join('')}</ul>${chapters.join('')}</body></html>`;
}

function topicOf(route: Route): string {
  return (route.path.split('/')[1] ?? '').replaceAll('-', ' ');
}

function renderRoute(route: Route, language: Language, baseUrl: string): string {
  const words = WORDS[language];
  const rows = [
    [words.scope, `<code>${route.scope}</code>`],
    [words.parameters, [...fieldNames(route.params), ...fieldNames(route.query)].map(code).join(', ')],
    [words.body, route.fileBodyLimit === undefined ? schemaBlock(route.body, 'input') : words.file],
    [words.answer, route.answersFile ? words.file : (schemaBlock(route.answer, 'output') ?? words.none)],
    [
      words.refusals,
      [...refusalsOf(route)].map(([status, codes]) => `${status} ${codes.map(code).join(', ')}`).join('<br>'),
    ],
    [words.example, `<pre>${escapeHtml(exampleOf(route, baseUrl))}</pre>`],
  ].filter(([, value]) => value);
  const facts = rows.map(([name, value]) => `<dt>${name}</dt><dd>${value}</dd>`).join('');
  return `<section><details><summary><code><span class="method">${route.method.toUpperCase()}</span>
${escapeHtml(route.path)}</code> <span>${escapeHtml(route.summary[language])}</span></summary>
<div><dl>${facts}</dl>${route.mayCreate ? `<p>${words.key}</p>` : ''}</div></details></section>`;
}

/** The call as one types it. */
function exampleOf({ method, path, body, fileBodyLimit, mayCreate }: Route, baseUrl: string): string {
  const address = path.replace(':telegramId', '5000000001').replace(':id', '1');
  const lines = [
    `curl ${method === 'get' ? '' : `-X ${method.toUpperCase()} `}'${baseUrl}${address}'`,
    `-H "Authorization: Bearer $TOKEN"`,
    ...(mayCreate ? [`-H "Idempotency-Key: $(uuidgen)"`] : []),
    ...(body ? [`-H 'Content-Type: application/json'`, `-d '${exampleBody(body)}'`] : []),
    ...(fileBodyLimit === undefined ? [] : [`-H 'Content-Type: image/jpeg'`, '--data-binary @photo.jpg']),
  ];
  return lines.join(' \\\n  ');
}

/** What must be given; where nothing must, the first field. */
function exampleBody(schema: z.ZodType): string {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  const [first] = Object.keys(json.properties ?? {});
  const example = exampleObject(
    json.required?.length ? json : { ...json, required: first === undefined ? [] : [first] },
  );
  return JSON.stringify(example);
}

function exampleObject({ properties = {}, required = [] }: Shape): Record<string, unknown> {
  return Object.fromEntries(required.map((name) => [name, exampleValue((properties[name] ?? {}) as Shape)]));
}

function exampleValue(schema: Shape): unknown {
  const [choice] = schema.anyOf ?? schema.oneOf ?? [];
  if (choice) return exampleValue(choice);
  if (schema.enum) return schema.enum[0];
  switch (schema.type) {
    case 'object':
      return exampleObject(schema);
    case 'array':
      return [];
    case 'boolean':
      return true;
    case 'integer':
    case 'number':
      return 1;
    default:
      return exampleText(schema);
  }
}

function exampleText({ format, pattern }: Shape): string {
  if (format === 'date') return '2026-03-10';
  if (pattern?.startsWith('^[1-9]')) return '5000000001';
  return pattern?.startsWith('^\\d') ? '1200.00' : 'text';
}

function fieldNames(schema: z.ZodType | undefined): string[] {
  if (!schema) return [];
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return Object.keys(properties);
}

function schemaBlock(schema: z.ZodType | undefined, io: 'input' | 'output'): string | undefined {
  if (!schema) return undefined;
  const json = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return `<pre>${escapeHtml(outline(json, ''))}</pre>`;
}

type Shape = z.core.JSONSchema.BaseSchema;

/** A schema as people read it: `phone?: string | null`. */
function outline(schema: Shape, indent: string): string {
  if (schema.anyOf ?? schema.oneOf) return alternatives((schema.anyOf ?? schema.oneOf) as Shape[], indent);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.type === 'array') return `[${outline(schema.items as Shape, indent)}, …]`;
  if (!schema.properties) return [schema.format ?? schema.type ?? 'any'].flat().join(' | ');
  const fields = Object.entries(schema.properties).map(([name, field]) => {
    const mark = schema.required?.includes(name) ? '' : '?';
    return `${indent}  ${name}${mark}: ${outline(field as Shape, `${indent}  `)}`;
  });
  return `{\n${fields.join('\n')}\n${indent}}`;
}

function alternatives(options: readonly Shape[], indent: string): string {
  return [...new Set(options.map((option) => outline(option, indent)))].join(' | ');
}

function code(text: string): string {
  return `<code>${escapeHtml(text)}</code>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
