import React, { useState } from 'react';
import { LANGUAGES, type Language } from '../../src/lib/wording.js';
import { useDraftState } from './draft-form.js';
import { Field } from './field.js';
import { postAction } from './panel-api.js';
import type { SettingKey } from './setting-kinds.js';
import { SettingLine, useSetting } from './setting-row.js';
import { telegramNodes } from './telegram-text.js';
import { usePanel } from './use-panel.js';
import { usePreview } from './use-preview.js';

type Pair = Record<Language, string>;

/** The answer of the settings' action `text`. */
interface TextPreview {
  placeholders: string[];
  initial: Pair;
  /** With an example's values. */
  shown: Pair;
}

/** A text of the bot in both languages, with what may stand in it and how it looks. */
export function TextSetting({ name, value }: { name: SettingKey; value: Pair }) {
  const { t } = usePanel();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details className="studio-setting-text" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>{t(`settings.${name}`)}</summary>
      {isOpen ? <TextForm name={name} value={value} /> : null}
    </details>
  );
}

function TextForm({ name, value }: { name: SettingKey; value: Pair }) {
  const { t } = usePanel();
  const [texts, setTexts, settle] = useDraftState('value', value);
  const [saved, setSaved] = useState(value);
  const { isBusy, problem, save } = useSetting(name, (values) => {
    settle(values[name] as Pair);
    setSaved(values[name] as Pair);
  });
  const preview = usePreview<TextPreview>({ key: name, texts }, (input) =>
    postAction({ resourceId: 'Setting', actionName: 'text' }, input),
  );
  const { result } = preview;
  const isSaved = LANGUAGES.every((language) => texts[language] === saved[language]);
  return (
    <SettingLine onSave={() => save(texts)} isSaved={isSaved} isBusy={isBusy}>
      <div className="studio-texts">
        {LANGUAGES.map((language) => (
          <Field
            key={language}
            id={`${name}-${language}`}
            label={t(language === 'ru' ? 'settings.inRussian' : 'settings.inEnglish')}
            error={problem?.fields[`value.${language}`] ?? preview.problem?.fields[`value.${language}`]}
          >
            <textarea
              id={`${name}-${language}`}
              rows={4}
              value={texts[language]}
              onChange={(event) => setTexts({ ...texts, [language]: event.target.value })}
            />
            <div className="studio-tg-bubble">{telegramNodes(result?.shown[language] ?? '')}</div>
          </Field>
        ))}
        {result ? (
          <p className="studio-placeholders">
            <span className="studio-muted">{t('broadcast.placeholders')}</span>
            {result.placeholders.map((placeholder) => (
              <code key={placeholder} className="studio-chip">
                {`{${placeholder}}`}
              </code>
            ))}
            <button type="button" className="studio-link" onClick={() => setTexts(result.initial)}>
              {t('settings.reset')}
            </button>
          </p>
        ) : null}
      </div>
    </SettingLine>
  );
}
