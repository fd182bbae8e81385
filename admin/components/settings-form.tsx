import React from 'react';
import type { Language } from '../../src/lib/wording.js';
import type { SettingValues } from '../../src/settings/setting.rules.js';
import { DraftForm } from './draft-form.js';
import { LoadFailed, Loading, Page, Section } from './page.js';
import { readAction } from './panel-api.js';
import { kindOf, SETTING_GROUPS, type SettingKey } from './setting-kinds.js';
import { ChosenSetting, TypedSetting } from './setting-row.js';
import { TextSetting } from './setting-text.js';
import { usePanel } from './use-panel.js';
import { useRead } from './use-read.js';

function SettingRow({ name, value }: { name: SettingKey; value: unknown }) {
  const kind = kindOf(name);
  if (kind === 'choice') return <ChosenSetting name={name} value={value} />;
  if (kind === 'pair') return <TextSetting name={name} value={value as Record<Language, string>} />;
  return <TypedSetting name={name} value={value} />;
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
      {data
        ? SETTING_GROUPS.map(({ name, keys }) => (
            <Section key={name} title={t(`settings.groups.${name}`)}>
              {keys.map((key) => (
                <DraftForm key={key} name={`Setting/${key}`}>
                  <SettingRow name={key} value={data[key]} />
                </DraftForm>
              ))}
            </Section>
          ))
        : null}
    </Page>
  );
}
