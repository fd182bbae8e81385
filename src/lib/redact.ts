/** What must not be read in a log line, an error text or a page, and what stands there instead. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/(?<!\d)\d{6,}:[\w-]{30,}/g, '[token]'],
  [/\bcrm_[\w-]{20,}/g, '[token]'],
  [/\bBearer +[\w.~+/=-]{8,}/gi, 'Bearer [token]'],
  [/(\w{1,20}:\/\/[^:/\s]{0,200}:)[^@/\s]{1,200}@/g, '$1[password]@'],
  [/[\w.%+-]{1,64}@[a-z\d-]{1,63}(?:\.[a-z\d-]{1,63}){1,8}/gi, '[e-mail]'],
  [/\+\d[\d ()-]{7,18}\d/g, '[phone]'],
  // Digits alone: phones and Telegram ids, both of which are somebody.
  [/(?<![\w.:-])\d{10,15}(?![\w.:-])/g, '[number]'],
];

const SECRET_NAME = /^(?:.*password|.*passwordHash|.*token|.*secret|authorization|cookie|phone|email|e-mail)$/i;
const DEEPEST = 6;

/** The text without Telegram and API tokens, passwords in addresses, e-mails and phones. */
export function redactText(text: string): string {
  return PATTERNS.reduce((rest, [pattern, instead]) => rest.replace(pattern, instead), text);
}

/** The same for everything in the fields of a log line; values of fields that are named like a secret are left out. */
export function redactFields(fields: Record<string, unknown>): Record<string, unknown> {
  return redactNested(fields, 0) as Record<string, unknown>;
}

function redactNested(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return redactText(value);
  if (value instanceof Error) return describeError(value, depth);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (depth >= DEEPEST || ArrayBuffer.isView(value)) return '[left out]';
  if (Array.isArray(value)) return value.map((one) => redactNested(one, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, fieldOf(name, one, depth)]));
}

function fieldOf(name: string, value: unknown, depth: number): unknown {
  if (name === 'requestId') return value;
  const isSecret = SECRET_NAME.test(name) && value !== null && value !== undefined && typeof value !== 'boolean';
  return isSecret ? '[left out]' : redactNested(value, depth + 1);
}

/** Only what helps to find a fault: type, code, message and stack. Never the object with its context. */
function describeError(error: Error, depth: number): Record<string, unknown> {
  const { code } = error as { code?: unknown };
  return {
    type: error.name,
    code: typeof code === 'string' ? code : undefined,
    message: redactText(error.message),
    stack: redactText(error.stack ?? ''),
    cause: error.cause === undefined ? undefined : redactNested(error.cause, depth + 1),
  };
}
