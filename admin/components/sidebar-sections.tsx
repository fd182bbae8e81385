import { useTranslation, type ResourceJSON } from 'adminjs';
import React from 'react';
import { Link, useLocation } from 'react-router-dom';
import { DASHBOARD_PAGE, ROOT_PATH, SYSTEM_PAGE } from '../paths.js';
import { pagePath } from './links.js';
import { usePanel } from './use-panel.js';
import { weekPath } from './week-path.js';

interface Group {
  name: string;
  resources: ResourceJSON[];
}

/** The sections that this person may list, by group, in the order in which they were declared. */
function groupsOf(resources: readonly ResourceJSON[]): Group[] {
  const groups: Group[] = [];
  for (const resource of resources) {
    if (!resource.href) continue;
    const name = resource.navigation?.name ?? '';
    const group = groups.find((known) => known.name === name);
    if (group) group.resources.push(resource);
    else groups.push({ name, resources: [resource] });
  }
  return groups;
}

/** The menu, always open: a reception has no time to unfold it. */
export default function SidebarSections({ resources }: { resources: ResourceJSON[] }) {
  const { translateLabel } = useTranslation();
  const { pathname } = useLocation();
  const { t, user } = usePanel();
  const dashboard = pagePath(DASHBOARD_PAGE);
  const week = weekPath();
  const system = pagePath(SYSTEM_PAGE);
  const isCurrent = (href: string) => pathname !== week && (pathname === href || pathname.startsWith(`${href}/`));
  return (
    <nav className="studio-menu" aria-label={translateLabel('navigation')}>
      <Link to={ROOT_PATH} aria-current={pathname === ROOT_PATH ? 'page' : undefined}>
        {translateLabel('dashboard')}
      </Link>
      <Link to={dashboard} aria-current={pathname === dashboard ? 'page' : undefined}>
        {t(user?.role === 'coach' ? 'figures.own' : 'dashboard.figures')}
      </Link>
      {groupsOf(resources).map((group) => (
        <React.Fragment key={group.name}>
          <h2>{translateLabel(group.name)}</h2>
          {group.name === 'groups' ? (
            <Link to={week} aria-current={pathname === week ? 'page' : undefined}>
              {t('timetable.title')}
            </Link>
          ) : null}
          {group.resources.map(({ id, name, href }) => (
            <Link key={id} to={href ?? ROOT_PATH} aria-current={isCurrent(href ?? '') ? 'page' : undefined}>
              {translateLabel(name, id)}
            </Link>
          ))}
          {group.name === 'owner' && user?.role === 'owner' ? (
            <Link to={system} aria-current={pathname === system ? 'page' : undefined}>
              {t('system.title')}
            </Link>
          ) : null}
        </React.Fragment>
      ))}
    </nav>
  );
}
