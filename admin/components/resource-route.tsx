import { useResource } from 'adminjs';
import React from 'react';
import { useParams } from 'react-router-dom';
import { ActionPage } from './action-page.js';
import { MissingPage } from './missing-page.js';

/** In place of AdminJS's pages of a whole resource: its list and, by name, its other actions. */
export default function ResourceRoute() {
  const { resourceId = '', actionName = 'list' } = useParams();
  const resource = useResource(resourceId);
  const action = resource?.resourceActions.find(({ name }) => name === actionName);
  if (!resource || !action) return <MissingPage />;
  return <ActionPage key={`${resourceId} ${actionName}`} resource={resource} action={action} />;
}
