import { useNotice } from 'adminjs';
import React, { useState } from 'react';
import type { SettingValues } from '../../src/settings/setting.rules.js';
import { Field } from './field.js';
import { LoadFailed, Loading, Page } from './page.js';
import { postAction, readAction } from './panel-api.js';
import { usePanel } from './use-panel.js';
import { useRead } from './use-read.js';
import { useSubmit } from './use-submit.js';

type Key = keyof SettingValues;

const NUMBERS: readonly Key[] = ['expiringDays', 'defaultDurationDays', 'invitationMinutes', 'reminderHour'];

function asText(value: unknown): string {
  return Array.isArray(value) ? value.join(', ') : String(value);
}

/** Text as the setting's own type; what does not fit goes on as typed, and the service says why not. */
function asValue(key: Key, text: string): unknown {
  const number = (part: string): unknown => (/^-?\d{1,9}$/.test(part.trim()) ? Number(part) : part.trim());
  const parts = text.split(/[\s,;]+/).filter(Boolean);
  if (key === 'reminderOffsets') return parts.map(number);
  if (key === 'adminTelegramIds') return parts;
  return NUMBERS.includes(key) ? number(text) : text;
}

/** One setting with its own save button: a mistake in one leaves the others alone. */
function SettingRow({ name, value }: { name: Key; value: unknown }) {
  const { t } = usePanel();
  const addNotice = useNotice();
  const [text, setText] = useState(asText(value));
  const [saved, setSaved] = useState(asText(value));
  const { isBusy, problem, submit } = useSubmit();
  const save = () =>
    submit(
      () =>
        postAction<SettingValues>(
          { resourceId: 'Setting', actionName: 'save' },
          { key: name, value: asValue(name, text) },
        ),
      (values) => {
        setText(asText(values[name]));
        setSaved(asText(values[name]));
        addNotice({ message: t('settings.done'), type: 'success' });
      },
    );
  const fieldError = problem ? (Object.values(problem.fields)[0] ?? problem.message) : undefined;
  return (
    <form
      className="studio-setting"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Field id={name} label={t(`settings.${name}`)} hint={t(`settings.${name}Hint`)} error={fieldError}>
        <input id={name} value={text} onChange={(event) => setText(event.target.value)} />
      </Field>
      <button className="studio-button" type="submit" disabled={isBusy || text === saved}>
        {t('settings.save')}
      </button>
    </form>
  );
}

/** The studio's settings; each takes effect at once. */
export default function SettingsForm() {
  const { t } = usePanel();
  const { data, hasFailed, reload } = useRead('settings', async () => {
    const { result } = await readAction<SettingValues>({ resourceId: 'Setting', actionName: 'values' });
    return result;
  });
  return (
    <Page title={t('settings.title')} narrow>
      {hasFailed ? <LoadFailed onRetry={reload} /> : null}
      {!data && !hasFailed ? <Loading /> : null}
      {data ? (
        <section className="studio-section">
          {(Object.keys(data) as Key[]).map((key) => (
            <SettingRow key={key} name={key} value={data[key]} />
          ))}
        </section>
      ) : null}
    </Page>
  );
}
