import React from 'react';
import { Link } from 'react-router-dom';
import type { CoachStatistics } from '../../src/contract/statistics.js';
import { fullName } from '../../src/lib/person-name.js';
import { Definition, Definitions } from './figures-definition.js';
import { useFigureFormats } from './figures-numbers.js';
import type { Range } from './figures-range.js';
import { listPath, recordPath } from './links.js';
import { Section } from './page.js';

/** What each coach led in the period. */
export function CoachFigures({ coaches, range }: { coaches: CoachStatistics; range: Range }) {
  const { t, number, percent, user } = useFigureFormats();
  const { from, to } = range;
  const name = t('figures.view.coaches');
  return (
    <>
      <Section title={name}>
        {coaches.items.length === 0 ? <p className="studio-muted">{t('figures.noCoaches')}</p> : null}
        {coaches.items.length > 0 ? (
          <div className="figures-scroll" tabIndex={0} role="region" aria-label={name}>
            <table className="studio-table" data-figure="coaches">
              <thead>
                <tr>
                  <th scope="col">{t('figures.part.byCoach')}</th>
                  <th scope="col">
                    {t('figures.name.sessions')} <Definition of="sessions" />
                  </th>
                  <th scope="col">
                    {t('figures.name.coachVisits')} <Definition of="coachVisits" />
                  </th>
                  <th scope="col">
                    {t('figures.name.fill')} <Definition of="fill" />
                  </th>
                </tr>
              </thead>
              <tbody>
                {coaches.items.map(({ coachId, firstName, lastName, sessions, visits, fill }) => (
                  <tr key={coachId}>
                    <th scope="row">
                      {user?.role === 'coach' ? (
                        fullName({ firstName, lastName })
                      ) : (
                        <Link to={recordPath('Coach', coachId)}>{fullName({ firstName, lastName })}</Link>
                      )}
                    </th>
                    <td>
                      <Link
                        to={listPath('GroupTraining', {
                          coachId: String(coachId),
                          'date~~from': from,
                          'date~~to': to,
                        })}
                      >
                        {number(sessions)}
                      </Link>
                    </td>
                    <td>{number(visits)}</td>
                    <td>{fill === null ? t('figures.noPlaces') : percent(fill)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        ) : null}
      </Section>
      <Definitions of={['sessions', 'coachVisits', 'fill']} />
    </>
  );
}
