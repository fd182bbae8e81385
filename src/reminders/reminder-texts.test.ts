import { describe, expect, it } from '@jest/globals';
import { LANGUAGES } from '../lib/wording.js';
import { previewReminder, REMINDER_TEXTS, reminderTextSchema, type ReminderTextKey } from './reminder-texts.js';

const KEYS = Object.keys(REMINDER_TEXTS) as ReminderTextKey[];

describe('the text of a reminder', () => {
  it.each(KEYS)('%s has a default in both languages that its own rule accepts', (key) => {
    const { initial } = REMINDER_TEXTS[key];
    expect(reminderTextSchema(key).parse(initial)).toEqual(initial);
    for (const language of LANGUAGES) {
      const text = previewReminder(key, language, 'Студия');
      expect(text).not.toMatch(/[{}]/);
    }
  });

  it('speaks of days and visits with the right endings', () => {
    const preview = (text: string, language: 'ru' | 'en') => previewReminder('textExpiryBefore', language, 'S', text);
    expect(preview('{days}', 'ru')).toBe('3 дня');
    expect(preview('{days}', 'en')).toBe('3 days');
    expect(previewReminder('textVisitsLeft', 'ru', 'S', '{visits}')).toBe('1 занятие');
    expect(previewReminder('textBirthday', 'ru', 'Йога & Ко', '<b>{studio}</b>')).toBe('<b>Йога &amp; Ко</b>');
  });

  it.each([
    ['<b>bold', 'bad_markup', '<b>'],
    ['<script>x</script>', 'bad_markup', '<script>'],
    ['Hello {vists}', 'bad_markup', '{vists}'],
    ['{time}', 'bad_markup', '{time}'],
    ['<b> </b>', 'required', undefined],
  ])('%s is refused: %s %s', (text, message, tag) => {
    const result = reminderTextSchema('textExpiryBefore').safeParse({ ru: text, en: 'Fine' });
    expect(result.error?.issues).toMatchObject([{ path: ['ru'], message, ...(tag && { params: { tag } }) }]);
  });

  it('is neither empty nor too long for one message, in either language', () => {
    const schema = reminderTextSchema('textBirthday');
    expect(schema.safeParse({ ru: 'С праздником', en: '  ' }).success).toBe(false);
    expect(schema.safeParse({ ru: 'С праздником' }).success).toBe(false);
    expect(schema.safeParse({ ru: 'я'.repeat(3001), en: 'x' }).success).toBe(false);
  });
});
