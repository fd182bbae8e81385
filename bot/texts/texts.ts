import type { Language } from '../../src/lib/wording.js';
import { en } from './en.js';
import { ru, type Texts } from './ru.js';

export type { Texts } from './ru.js';

const TEXTS: Record<Language, Texts> = { ru, en };

export function textsOf(language: Language): Texts {
  return TEXTS[language];
}
