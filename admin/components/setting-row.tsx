import { useNotice } from 'adminjs';
import React, { useState, type ReactNode } from 'react';
import type { SettingValues } from '../../src/settings/setting.rules.js';
import type { Problem } from '../domain-refusal.js';
import { DraftNotice, useDraftState } from './draft-form.js';
import { Choice, Field } from './field.js';
import { postAction } from './panel-api.js';
import { asText, asValue, type SettingKey } from './setting-kinds.js';
import { usePanel } from './use-panel.js';
import { useSubmit } from './use-submit.js';

interface SavedSetting {
  isBusy: boolean;
  problem: Problem | null;
  save: (value: unknown) => Promise<void>;
}

/** Saves one setting; `onSaved` is told what is kept now. */
export function useSetting(name: SettingKey, onSaved: (values: SettingValues) => void): SavedSetting {
  const { t } = usePanel();
  const addNotice = useNotice();
  const { isBusy, problem, submit } = useSubmit();
  const save = (value: unknown) =>
    submit(
      () => postAction<SettingValues>({ resourceId: 'Setting', actionName: 'save' }, { key: name, value }),
      (values) => {
        onSaved(values);
        addNotice({ message: t('settings.done'), type: 'success' });
      },
    );
  return { isBusy, problem, save };
}

interface RowProps {
  onSave: () => Promise<void>;
  isSaved: boolean;
  isBusy: boolean;
  children: ReactNode;
}

/** One setting with its own save button: a mistake in one leaves the others alone. */
export function SettingLine({ onSave, isSaved, isBusy, children }: RowProps) {
  const { t } = usePanel();
  return (
    <form
      className="studio-setting"
      onSubmit={(event) => {
        event.preventDefault();
        void onSave();
      }}
    >
      <DraftNotice />
      {children}
      <button className="studio-button" type="submit" disabled={isBusy || isSaved}>
        {t('settings.save')}
      </button>
    </form>
  );
}

/** A number, a list or a word. */
export function TypedSetting({ name, value }: { name: SettingKey; value: unknown }) {
  const { t } = usePanel();
  const [text, setText, settleText] = useDraftState('value', asText(value));
  const [saved, setSaved] = useState(asText(value));
  const { isBusy, problem, save } = useSetting(name, (values) => {
    settleText(asText(values[name]));
    setSaved(asText(values[name]));
  });
  const error = problem ? (Object.values(problem.fields)[0] ?? problem.message) : undefined;
  return (
    <SettingLine onSave={() => save(asValue(name, text))} isSaved={text === saved} isBusy={isBusy}>
      <Field id={name} label={t(`settings.${name}`)} hint={t(`settings.${name}Hint`)} error={error}>
        <input id={name} value={text} onChange={(event) => setText(event.target.value)} />
      </Field>
    </SettingLine>
  );
}

/** Yes or no, or one of a few words. */
export function ChosenSetting({ name, value }: { name: SettingKey; value: unknown }) {
  const { t } = usePanel();
  const [chosen, setChosen, settle] = useDraftState('value', asText(value));
  const [saved, setSaved] = useState(asText(value));
  const { isBusy, problem, save } = useSetting(name, (values) => {
    settle(asText(values[name]));
    setSaved(asText(values[name]));
  });
  const isYesOrNo = typeof value === 'boolean';
  const options = isYesOrNo
    ? [
        { value: 'true', label: t('settings.yes') },
        { value: 'false', label: t('settings.no') },
      ]
    : ['joining', 'coach'].map((option) => ({ value: option, label: t(`settings.${name}Options.${option}`) }));
  return (
    <SettingLine onSave={() => save(isYesOrNo ? chosen === 'true' : chosen)} isSaved={chosen === saved} isBusy={isBusy}>
      <div className="studio-field">
        <Choice legend={t(`settings.${name}`)} name={name} value={chosen} options={options} onChange={setChosen} />
        <p className={problem ? 'studio-field-error' : 'studio-hint'}>
          {problem?.message ?? t(`settings.${name}Hint`)}
        </p>
      </div>
    </SettingLine>
  );
}
