import { BaseActionComponent, type ActionJSON, type RecordJSON, type ResourceJSON } from 'adminjs';
import React, { useState } from 'react';
import { PageHeader } from './page-header.js';

interface ActionPageProps {
  resource: ResourceJSON;
  action: ActionJSON;
  record?: RecordJSON;
}

/** One page of a resource: with our heading, unless its component draws one. */
export function ActionPage({ resource, action, record }: ActionPageProps) {
  const [count, setCount] = useState('');
  const ofRecord = record ? { record } : {};
  const content = <BaseActionComponent resource={resource} action={action} setTag={setCount} {...ofRecord} />;
  if (action.hideActionHeader) return content;
  const isList = action.name === 'list';
  return (
    <main className={isList ? 'studio-page studio-page-list' : 'studio-page studio-page-record'}>
      <PageHeader resource={resource} action={action} count={count} {...ofRecord} />
      {content}
    </main>
  );
}
