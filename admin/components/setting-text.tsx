import React, { useState } from 'react';
import { LANGUAGES, type Language } from '../../src/lib/wording.js';
import { useDraftState } from './draft-form.js';
import { Field } from './field.js';
import { postAction } from './panel-api.js';
import { isSameSetting } from './setting-kinds.js';
import { SettingLine, useSetting, type SettingProps } from './setting-row.js';
import { telegramNodes } from './telegram-text.js';
import { usePanel } from './use-panel.js';
import { usePreview } from './use-preview.js';

type Pair = Record<Language, string>;

/** The answer of the settings' action `text`. */
interface TextPreview {
  placeholders: string[];
  /** With an example's values. */
  shown: Pair;
}

/** A text of the bot in both languages, with what may stand in it and how it looks. */
export function TextSetting(props: SettingProps & { isFound: boolean }) {
  const { t } = usePanel();
  const { name, data, isFound } = props;
  const [isOpen, setIsOpen] = useState(isFound);
  const isOwn = !isSameSetting(data.values[name], data.defaults[name]);
  return (
    <details className="studio-setting-text" open={isFound} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>
        {t(`settings.${name}`)} {isOwn ? <span className="studio-muted">· {t('settings.own')}</span> : null}
      </summary>
      {isOpen ? <TextForm {...props} /> : null}
    </details>
  );
}

function TextForm(props: SettingProps) {
  const { name, data } = props;
  const { t } = usePanel();
  const [texts, setTexts, settle] = useDraftState('value', data.values[name] as Pair);
  const keep = (kept: unknown): void => settle(kept as Pair);
  const state = useSetting(props, keep);
  const preview = usePreview<TextPreview>({ key: name, texts }, (input) =>
    postAction({ resourceId: 'Setting', actionName: 'text' }, input),
  );
  const { result } = preview;
  return (
    <SettingLine {...props} state={state} value={texts} onReset={keep}>
      <div className="studio-texts">
        {LANGUAGES.map((language) => (
          <Field
            key={language}
            id={`${name}-${language}`}
            label={t(language === 'ru' ? 'settings.inRussian' : 'settings.inEnglish')}
            error={state.problem?.fields[`value.${language}`] ?? preview.problem?.fields[`value.${language}`]}
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
          </p>
        ) : null}
      </div>
    </SettingLine>
  );
}
