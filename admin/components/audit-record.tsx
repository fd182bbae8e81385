import type { BasePropertyProps } from 'adminjs';
import React from 'react';
import { Link } from 'react-router-dom';
import { LabelledValue } from './labelled-value.js';
import { listPath, recordPath } from './links.js';
import { usePanel } from './use-panel.js';
import { useValueWords } from './use-value-words.js';

interface Told {
  entity: string;
  entityId: string;
  recordName: string | null;
  isThere: boolean;
}

/** What was changed, by its own name, and the way to it. */
export default function AuditRecord(props: BasePropertyProps) {
  const { t } = usePanel();
  const words = useValueWords();
  const { entity, entityId, recordName, isThere } = (props.record?.params ?? {}) as Told;
  const isSetting = entity === 'Setting';
  const name = isSetting ? t(`settings.${entityId}`) : (recordName ?? `№ ${entityId}`);
  const path = isSetting ? `${listPath(entity)}#${entityId}` : recordPath(entity, entityId);
  return (
    <LabelledValue {...props} wraps>
      <span className="studio-muted">{words('AuditEntry', 'entity', entity)}</span>{' '}
      {isThere ? (
        <Link className="studio-link" to={path}>
          {name}
        </Link>
      ) : (
        name
      )}
    </LabelledValue>
  );
}
