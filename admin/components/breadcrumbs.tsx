import { useTranslation, type BreadcrumbProps } from 'adminjs';
import React from 'react';
import { Link } from 'react-router-dom';
import { asLeft, listPath } from './links.js';

/** In place of AdminJS's: the way back to the list as it was left. A list needs none, the menu shows where one is. */
export default function Breadcrumbs({ resource, actionName }: BreadcrumbProps) {
  const { translateLabel } = useTranslation();
  if (actionName === 'list' || !resource.href) return null;
  return (
    <Link className="studio-back" to={asLeft(listPath(resource.id))}>
      ← {translateLabel(resource.name, resource.id)}
    </Link>
  );
}
