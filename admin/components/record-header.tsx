import { useTranslation, type ActionHeaderProps } from 'adminjs';
import React, { type ComponentType } from 'react';

type HeaderProps = ActionHeaderProps & { OriginalComponent: ComponentType<ActionHeaderProps> };

/** AdminJS's header, and above a record's page the record's own name instead of "Show" or "Edit". */
export default function RecordHeader({ OriginalComponent, ...props }: HeaderProps) {
  const { record, action, resource } = props;
  const { translateLabel } = useTranslation();
  if (!record?.title || action.hideActionHeader) return <OriginalComponent {...props} />;
  const { name, availableValues } = resource.titleProperty;
  const isCode = availableValues?.some(({ value }) => value === record.title);
  const title = isCode ? translateLabel(`${name}.${record.title}`, resource.id) : record.title;
  return (
    <div className="studio-record-head">
      <OriginalComponent {...props} />
      <h1 className="studio-title">{title}</h1>
    </div>
  );
}
