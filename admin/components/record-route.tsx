import { useResource, type ActionJSON, type ResourceJSON } from 'adminjs';
import React, { useState } from 'react';
import { useLocation, useParams } from 'react-router-dom';
import { ActionPage } from './action-page.js';
import { MissingPage } from './missing-page.js';
import { Loading, LoadFailed } from './page.js';
import { readRecord } from './panel-api.js';
import { useRead } from './use-read.js';

interface RecordPageProps {
  resource: ResourceJSON;
  action: ActionJSON;
  recordId: string;
}

/** A record that is not there is told from a server that can't be reached, unlike on AdminJS's own page. */
function RecordPage({ resource, action, recordId }: RecordPageProps) {
  const target = { resourceId: resource.id, recordId, actionName: action.name };
  const { data, hasFailed, reload } = useRead('', async () => ({ record: await readRecord(target) }));
  if (!data) {
    return <main className="studio-page">{hasFailed ? <LoadFailed onRetry={reload} /> : <Loading />}</main>;
  }
  const { record } = data;
  const offered = record?.recordActions.find(({ name }) => name === action.name);
  if (!record || !offered) return <MissingPage what="record" />;
  return <ActionPage resource={resource} action={offered} record={record} />;
}

/** Which visit of the page asked for the record as it is by now: it was changed from the page that is open. */
function useAskedAnew(): string {
  const { key, search, hash } = useLocation();
  const [asked, setAsked] = useState('');
  // A tab of the page that is opened next keeps the rest of the address.
  const isAsked = hash === '' && new URLSearchParams(search).has('refresh');
  if (isAsked && asked !== key) setAsked(key);
  return isAsked ? key : asked;
}

/** In place of AdminJS's pages of a record. */
export default function RecordRoute() {
  const asked = useAskedAnew();
  const { resourceId = '', recordId = '', actionName = '' } = useParams();
  const resource = useResource(resourceId);
  const action = resource?.actions.find(({ name }) => name === actionName);
  if (!resource || !action) return <MissingPage />;
  const key = [resourceId, recordId, actionName, asked].join('/');
  return <RecordPage key={key} resource={resource} action={action} recordId={recordId} />;
}
