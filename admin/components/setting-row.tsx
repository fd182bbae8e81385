import { useNotice } from 'adminjs';
import React, { type ReactNode } from 'react';
import type { SettingNote } from '../../src/settings/setting-checks.queries.js';
import type { Problem } from '../domain-refusal.js';
import { DraftNotice, useDraftState } from './draft-form.js';
import { Choice, Field } from './field.js';
import { postAction } from './panel-api.js';
import { asText, asValue, isSameSetting, type SettingKey, type SettingsData } from './setting-kinds.js';
import { SettingNotes } from './setting-notes.js';
import { usePanel } from './use-panel.js';
import { usePreview } from './use-preview.js';
import { useSubmit } from './use-submit.js';

export interface SettingProps {
  name: SettingKey;
  data: SettingsData;
  onSaved: (data: SettingsData) => void;
}

interface SettingState {
  /** As the server keeps it, as far as this page knows. */
  saved: unknown;
  isBusy: boolean;
  problem: Problem | null;
  save: (value: unknown) => Promise<void>;
}

/** Saves one setting on what the page has shown of it: what a colleague saved meanwhile is not lost. */
export function useSetting({ name, data, onSaved }: SettingProps, onKept: (value: unknown) => void): SettingState {
  const { t } = usePanel();
  const addNotice = useNotice();
  const { isBusy, problem, submit } = useSubmit();
  const saved = data.values[name];
  const save = (value: unknown) =>
    submit(
      () => postAction<SettingsData>({ resourceId: 'Setting', actionName: 'save' }, { key: name, value, seen: saved }),
      (kept) => {
        onSaved(kept);
        onKept(kept.values[name]);
        addNotice({ message: t('settings.done'), type: 'success' });
      },
    );
  return { saved, isBusy, problem, save };
}

interface LineProps extends SettingProps {
  state: SettingState;
  /** What is typed now. */
  value: unknown;
  onReset: (value: unknown) => void;
  children: ReactNode;
}

/** One setting with its own save button: a mistake in one leaves the others alone. */
export function SettingLine({ name, data, state, value, onReset, children }: LineProps) {
  const { t, instant } = usePanel();
  const { saved, isBusy, problem, save } = state;
  const change = data.changes[name];
  const initial = data.defaults[name];
  const isDefault = isSameSetting(saved, initial);
  const backToDefault = (): void => {
    onReset(initial);
    void save(initial);
  };
  return (
    <form
      className="studio-setting"
      id={`setting-${name}`}
      onSubmit={(event) => {
        event.preventDefault();
        void save(value);
      }}
    >
      <DraftNotice />
      {children}
      <div className="studio-setting-foot">
        <button
          className="studio-button studio-button-small"
          type="submit"
          disabled={isBusy || isSameSetting(value, saved)}
        >
          {t('settings.save')}
        </button>
        {isDefault ? null : (
          <button type="button" className="studio-link" disabled={isBusy} onClick={backToDefault}>
            {t('settings.toDefault')}
          </button>
        )}
        <small className="studio-muted">
          {change ? t('settings.changed', { name: change.actorName, at: instant(change.at) }) : t('settings.initial')}
        </small>
      </div>
      {problem?.code === 'changed_meanwhile' ? <Meanwhile /> : null}
    </form>
  );
}

/** Somebody was faster: what is typed stays until one looks at what they saved. */
function Meanwhile() {
  const { t } = usePanel();
  return (
    <div className="studio-problem" role="alert">
      {t('settings.meanwhile')}{' '}
      <button type="button" className="studio-link" onClick={() => window.location.reload()}>
        {t('settings.look')}
      </button>
    </div>
  );
}

/** What the server says of a value while it is typed: wrong, or what it comes to. */
function useCheck(name: SettingKey, value: unknown) {
  return usePreview<{ notes: SettingNote[] }>({ key: name, value }, (input) =>
    postAction({ resourceId: 'Setting', actionName: 'check' }, input),
  );
}

function faultOf(problem: Problem | null): string | undefined {
  return problem ? (Object.values(problem.fields)[0] ?? problem.message) : undefined;
}

/** A number, a list or a word. */
export function TypedSetting(props: SettingProps) {
  const { name, data } = props;
  const { t } = usePanel();
  const [text, setText, settle] = useDraftState('value', asText(data.values[name]));
  const state = useSetting(props, (kept) => settle(asText(kept)));
  const value = asValue(name, text);
  const check = useCheck(name, value);
  const error =
    faultOf(check.problem) ?? (state.problem?.code === 'changed_meanwhile' ? undefined : faultOf(state.problem));
  return (
    <SettingLine {...props} state={state} value={value} onReset={(initial) => setText(asText(initial))}>
      <Field id={name} label={t(`settings.${name}`)} hint={t(`settings.${name}Hint`)} error={error}>
        <input
          id={name}
          value={text}
          aria-invalid={error !== undefined}
          onChange={(event) => setText(event.target.value)}
        />
        {error ? null : <SettingNotes notes={check.result?.notes ?? []} />}
      </Field>
    </SettingLine>
  );
}

/** Yes or no, or one of a few words. */
export function ChosenSetting(props: SettingProps) {
  const { name, data } = props;
  const { t } = usePanel();
  const [value, setValue, settle] = useDraftState<unknown>('value', data.values[name]);
  const state = useSetting(props, settle);
  const isYesOrNo = typeof data.values[name] === 'boolean';
  const options = isYesOrNo
    ? [
        { value: 'true', label: t('settings.yes') },
        { value: 'false', label: t('settings.no') },
      ]
    : ['joining', 'coach'].map((option) => ({ value: option, label: t(`settings.${name}Options.${option}`) }));
  return (
    <SettingLine {...props} state={state} value={value} onReset={setValue}>
      <div className="studio-field">
        <Choice
          legend={t(`settings.${name}`)}
          name={name}
          value={asText(value)}
          options={options}
          onChange={(chosen) => setValue(isYesOrNo ? chosen === 'true' : chosen)}
        />
        <p className="studio-hint">{t(`settings.${name}Hint`)}</p>
      </div>
    </SettingLine>
  );
}
