import React, { useEffect, useState } from 'react';
import { useLocation } from 'react-router-dom';
import { DraftForm } from './draft-form.js';
import { LoadFailed, Loading, Page, Section } from './page.js';
import { readAction } from './panel-api.js';
import { kindOf, SETTING_GROUPS, type SettingsData } from './setting-kinds.js';
import { ChosenSetting, TypedSetting, type SettingProps } from './setting-row.js';
import { TextSetting } from './setting-text.js';
import { usePanel } from './use-panel.js';
import { useRead } from './use-read.js';

function SettingRow({ isFound, ...props }: SettingProps & { isFound: boolean }) {
  const kind = kindOf(props.name);
  if (kind === 'choice') return <ChosenSetting {...props} />;
  if (kind === 'pair') return <TextSetting {...props} isFound={isFound} />;
  return <TypedSetting {...props} />;
}

/** The setting that the address names after its `#`: the audit log leads to it. */
function useNamedSetting(isLoaded: boolean): void {
  const { hash } = useLocation();
  useEffect(() => {
    if (!isLoaded || hash === '') return;
    const row = document.getElementById(`setting-${hash.slice(1)}`);
    row?.scrollIntoView({ block: 'center' });
    row?.querySelector<HTMLElement>('input, textarea')?.focus();
  }, [isLoaded, hash]);
}

function Groups({ data, search, onSaved }: { data: SettingsData; search: string } & Pick<SettingProps, 'onSaved'>) {
  const { t } = usePanel();
  const { hash } = useLocation();
  const wanted = search.trim().toLocaleLowerCase();
  const fits = (key: string, group: string): boolean =>
    [`settings.${key}`, `settings.${key}Hint`, `settings.groups.${group}`].some((words) =>
      t(words).toLocaleLowerCase().includes(wanted),
    );
  const groups = SETTING_GROUPS.map(({ name, keys }) => ({ name, keys: keys.filter((key) => fits(key, name)) }));
  const found = groups.filter(({ keys }) => keys.length > 0);
  if (found.length === 0) return <p className="studio-muted">{t('settings.nothingFound')}</p>;
  return (
    <>
      {found.map(({ name, keys }) => (
        <Section key={name} title={t(`settings.groups.${name}`)}>
          <p className="studio-muted">{t(`settings.groupHints.${name}`)}</p>
          {keys.map((key) => (
            <DraftForm key={key} name={`Setting/${key}`}>
              <SettingRow name={key} data={data} onSaved={onSaved} isFound={hash === `#${key}`} />
            </DraftForm>
          ))}
        </Section>
      ))}
    </>
  );
}

/** The studio's settings; each takes effect at once. */
export default function SettingsForm() {
  const { t } = usePanel();
  const [saved, setSaved] = useState<SettingsData | null>(null);
  const [search, setSearch] = useState('');
  const read = useRead('settings', async () => {
    const { result } = await readAction<SettingsData>({ resourceId: 'Setting', actionName: 'values' });
    return result;
  });
  const data = saved ?? read.data;
  useNamedSetting(data !== null);
  return (
    <Page title={t('settings.title')} narrow>
      <input
        className="studio-setting-search"
        type="search"
        aria-label={t('settings.search')}
        placeholder={t('settings.search')}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      {read.hasFailed ? <LoadFailed onRetry={read.reload} /> : null}
      {!data && !read.hasFailed ? <Loading /> : null}
      {data ? <Groups data={data} search={search} onSaved={setSaved} /> : null}
    </Page>
  );
}
