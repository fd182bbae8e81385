import type { ActionHeaderProps } from 'adminjs';
import React, { type ComponentType } from 'react';
import { useRecordTitle } from './use-record-title.js';

type HeaderProps = ActionHeaderProps & { OriginalComponent: ComponentType<ActionHeaderProps> };

/** AdminJS's header, and above a record's page the record's own name instead of "Show" or "Edit". */
export default function RecordHeader({ OriginalComponent, ...props }: HeaderProps) {
  const { record, action, resource } = props;
  const titleOf = useRecordTitle(resource);
  if (!record?.title || action.hideActionHeader) return <OriginalComponent {...props} />;
  return (
    <div className="studio-record-head">
      <OriginalComponent {...props} />
      <h1 className="studio-title">{titleOf(record)}</h1>
    </div>
  );
}
