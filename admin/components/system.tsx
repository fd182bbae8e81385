import { ApiClient } from 'adminjs';
import React, { type ReactNode } from 'react';
import type { SystemPage } from '../system.js';
import { SYSTEM_PAGE } from '../paths.js';
import { LoadFailed, Loading, Page, Section } from './page.js';
import { SystemJobs, SystemQueue } from './system-tables.js';
import { LOCALES, usePanel } from './use-panel.js';
import { useFreshRead } from './use-fresh-read.js';

const REFRESH_MS = 30_000;

type State = NonNullable<SystemPage['system']>;

function Facts({ facts }: { facts: readonly (readonly [label: string, value: ReactNode])[] }) {
  return (
    <dl className="studio-facts">
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Warnings({ warnings }: { warnings: State['warnings'] }) {
  const { t } = usePanel();
  if (warnings.length === 0) return <p className="studio-well">✓ {t('system.well')}</p>;
  return (
    <ul className="studio-alerts">
      {warnings.map(({ code, isCritical, params }) => {
        const words =
          params.job === undefined
            ? params
            : { ...params, job: t(`system.jobNames.${params.job}`, { defaultValue: params.job }) };
        return (
          <li key={code + String(params.job)} className={isCritical ? 'is-critical' : undefined}>
            <strong>{t(`system.warnings.${code}.what`, words)}</strong>
            <span>{t(`system.warnings.${code}.todo`, words)}</span>
          </li>
        );
      })}
    </ul>
  );
}

/** "1,5 ГБ" / "1.5 GB" */
function useBytes(): (bytes: number) => string {
  const { language } = usePanel();
  return (bytes) => {
    const [unit, size] = bytes >= 1e9 ? (['gigabyte', 1e9] as const) : (['megabyte', 1e6] as const);
    const format = { style: 'unit', unit, maximumFractionDigits: 1 } as const;
    return new Intl.NumberFormat(LOCALES[language], format).format(bytes / size);
  };
}

function Parts({ product, database, store, bot }: State) {
  const { t, instant } = usePanel();
  const bytes = useBytes();
  const { migrations, disk } = database;
  const sizes = disk && { free: bytes(disk.freeBytes), total: bytes(disk.totalBytes) };
  const { heartbeat, poll } = bot;
  return (
    <div className="studio-parts">
      <Section title={t('system.product')}>
        <Facts
          facts={[
            [t('system.version'), product.version],
            ...(product.commit ? [[t('system.commit'), product.commit] as const] : []),
            [t('system.node'), product.node],
            [t('system.started'), instant(product.startedAt)],
          ]}
        />
      </Section>
      <Section title={t('system.database')}>
        <Facts
          facts={[
            [t('system.kind'), `${database.kind} ${database.version}`],
            [t('system.size'), bytes(database.bytes)],
            ...(sizes ? [[t('system.disk'), t('system.diskOf', sizes)] as const] : []),
            [
              t('system.migrations'),
              migrations.missing.length > 0
                ? migrations.missing.join(', ')
                : t('system.migrationsDone', { count: migrations.applied }),
            ],
          ]}
        />
      </Section>
      <Section title={t('system.store')}>
        <Facts
          facts={[
            [t('system.kind'), t(`system.storeKinds.${store.kind}`)],
            [t('system.store'), t(store.isReachable ? 'system.reachable' : 'system.away')],
          ]}
        />
      </Section>
      <Section title={t('system.bot')}>
        {heartbeat ? (
          <Facts
            facts={[
              [t('system.mode'), t(`system.modes.${heartbeat.mode}`)],
              [t('system.lastSeen'), instant(heartbeat.at)],
              ...(poll && heartbeat.mode === 'polling'
                ? [
                    [t('system.lastPoll'), instant(poll.at)] as const,
                    ...(store.kind === 'redis'
                      ? [[t('system.leader'), <code key="leader">{poll.worker}</code>] as const]
                      : []),
                  ]
                : []),
            ]}
          />
        ) : (
          <p className="studio-muted">{t('system.botNever')}</p>
        )}
      </Section>
    </div>
  );
}

/** How the installation is, what is wrong with it and what to do; read again by itself. */
export default function System() {
  const { t } = usePanel();
  const { data, hasFailed, reload } = useFreshRead('system', REFRESH_MS, async () => {
    const { data: page } = await new ApiClient().getPage<SystemPage>({ pageName: SYSTEM_PAGE });
    return page;
  });
  const system = data?.system;
  return (
    <Page title={t('system.title')}>
      {hasFailed ? <LoadFailed onRetry={reload} /> : null}
      {!data && !hasFailed ? <Loading /> : null}
      {data && !system ? <p className="studio-muted">{t('system.notYours')}</p> : null}
      {system ? (
        <>
          <Warnings warnings={system.warnings} />
          <Parts {...system} />
          <SystemQueue queue={system.queue} />
          <SystemJobs jobs={system.jobs} />
          <button type="button" className="studio-button" onClick={reload}>
            {t('system.refresh')}
          </button>
        </>
      ) : null}
    </Page>
  );
}
