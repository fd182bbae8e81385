import type { ActionProps } from 'adminjs';
import React, { useEffect } from 'react';
import { AudienceWords } from './broadcast-facts.js';
import type { BroadcastCardData } from './broadcast-data.js';
import { photoPath } from './broadcast-photo.js';
import { BroadcastProgress } from './broadcast-progress.js';
import { BroadcastReport } from './broadcast-report.js';
import { BroadcastSend } from './broadcast-send.js';
import { listPath } from './links.js';
import { LoadFailed, Loading, Page, Section } from './page.js';
import { readAction } from './panel-api.js';
import { TelegramPreview } from './telegram-preview.js';
import { usePanel } from './use-panel.js';
import { useRead, type Read } from './use-read.js';
import { useValueWords } from './use-value-words.js';

const POLL_MS = 2000;
/** Its figures change by themselves. */
const ON_ITS_WAY = ['preparing', 'running'];

function useBroadcast(recordId: string): Read<BroadcastCardData> {
  const read = useRead(recordId, async () => {
    const { result } = await readAction<BroadcastCardData>({
      resourceId: 'Broadcast',
      recordId,
      actionName: 'progress',
    });
    return result;
  });
  const { data, reload } = read;
  const isOnItsWay = data !== null && ON_ITS_WAY.includes(data.status);
  useEffect(() => {
    if (!isOnItsWay) return;
    const timer = window.setInterval(reload, POLL_MS);
    return () => window.clearInterval(timer);
  }, [isOnItsWay, reload]);
  return read;
}

/** One broadcast: before it begins how to send it, afterwards how it goes and whom it reached. */
export default function BroadcastCard({ record }: ActionProps) {
  const { t } = usePanel();
  const words = useValueWords();
  const recordId = record?.id ?? '';
  const { data, hasFailed, reload } = useBroadcast(recordId);
  const title = (
    <>
      {t('broadcast.title', { id: recordId })}{' '}
      {data ? (
        <span className={`studio-badge studio-badge-${data.status}`}>{words('Broadcast', 'status', data.status)}</span>
      ) : null}
    </>
  );
  return (
    <Page title={title} back={{ to: listPath('Broadcast'), label: t('broadcast.list') }}>
      {hasFailed ? <LoadFailed onRetry={reload} /> : null}
      {!data && !hasFailed ? <Loading /> : null}
      {data ? <Card data={data} onChanged={reload} /> : null}
    </Page>
  );
}

function Card({ data, onChanged }: { data: BroadcastCardData; onChanged: () => void }) {
  const { t } = usePanel();
  const hasBegun = data.size === null && data.startedAt !== null;
  return (
    <>
      <Section>
        <div className="studio-two">
          <div>
            <AudienceWords data={data} />
            {data.size ? <BroadcastSend data={data} size={data.size} onChanged={onChanged} /> : null}
            {data.size ? null : <BroadcastProgress data={data} onChanged={onChanged} />}
          </div>
          <TelegramPreview
            text={data.text}
            photo={data.hasPhoto ? photoPath(data.id) : null}
            button={t('broadcast.stopButton')}
          />
        </div>
      </Section>
      {hasBegun ? <BroadcastReport data={data} onChanged={onChanged} /> : null}
    </>
  );
}
