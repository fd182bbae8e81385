import React from 'react';
import { Link } from 'react-router-dom';
import type { HomeData } from '../home.js';
import { DeskList, DeskRow, RowLink } from './desk-list.js';
import { listPath, recordPath } from './links.js';
import { usePanel } from './use-panel.js';

interface HomeListProps {
  home: HomeData;
}

/** Whose membership ends this week. */
export function Ending({ home }: HomeListProps) {
  const { t, day } = usePanel();
  const { ending, today, weekEnd, may } = home;
  const whenOf = (endDate: string): string =>
    endDate === today ? t('home.endsToday') : t('home.endsOn', { day: day(endDate) });
  const empty = (
    <>
      {t('home.nobodyEnding')}{' '}
      <Link className="studio-link" to={listPath('Client', { status: 'expired' })}>
        {t('home.seeExpired')}
      </Link>
    </>
  );
  return (
    <DeskList title={t('home.ending')} total={ending.total} to={listPath('Client', { endsBy: weekEnd })} empty={empty}>
      {ending.items.map(({ endDate, ...person }) => (
        <DeskRow
          key={person.clientId}
          person={person}
          note={whenOf(endDate)}
          action={
            may.renew ? (
              <RowLink
                to={recordPath('Client', person.clientId, 'renew')}
                label={t('card.renew')}
                about={person.name}
              />
            ) : null
          }
        />
      ))}
    </DeskList>
  );
}

/** Whose freeze runs. */
export function Frozen({ home }: HomeListProps) {
  const { t, day } = usePanel();
  const { frozen, may, studio } = home;
  // On a closed day the list has those too whom nobody froze.
  const total = studio ? studio.counts.frozen : frozen.total;
  return (
    <DeskList
      title={t('home.frozen')}
      total={total}
      to={listPath('Client', { status: 'frozen' })}
      empty={t('home.nobodyFrozen')}
    >
      {frozen.items.map(({ freezeId, endDate, ...person }) => (
        <DeskRow
          key={freezeId}
          person={person}
          note={t('home.frozenUntil', { day: day(endDate) })}
          action={
            may.resume ? (
              <RowLink to={recordPath('LazyDays', freezeId, 'resume')} label={t('home.resume')} about={person.name} />
            ) : null
          }
        />
      ))}
      {frozen.items.length === 0 ? <li className="studio-muted">{t('home.onlyClosed')}</li> : null}
    </DeskList>
  );
}

/** Who still has to pay. */
export function Debtors({ home }: HomeListProps) {
  const { t, day, money } = usePanel();
  if (!home.studio) return null;
  const { debtors } = home.studio;
  return (
    <DeskList
      title={t('home.debtors')}
      total={debtors.total}
      sum={debtors.total > 0 ? <strong>{money(debtors.owed)}</strong> : null}
      to={listPath('Client', { status: 'owing' })}
      empty={t('home.nobodyOwes')}
    >
      {debtors.items.map(({ paymentId, saleDate, owed, ...person }) => (
        <DeskRow
          key={person.clientId}
          person={person}
          note={t('home.owes', { amount: money(owed), day: day(saleDate) })}
          action={
            home.may.pay ? (
              <RowLink to={recordPath('Payment', paymentId, 'pay')} label={t('home.pay')} about={person.name} />
            ) : null
          }
        />
      ))}
    </DeskList>
  );
}

/** Whom to congratulate: in the bot where it can write, else by a call. */
export function BirthdayList({ home }: HomeListProps) {
  const { t, day } = usePanel();
  const { birthdays, today, weekEnd, may } = home;
  return (
    <DeskList
      title={t('home.birthdays')}
      total={birthdays.total}
      to={listPath('Client', { birthdayBy: weekEnd })}
      empty={t('home.noBirthdays')}
    >
      {birthdays.items.map(({ date, age, isReachable, ...person }) => (
        <DeskRow
          key={person.clientId}
          person={person}
          note={t('home.turns', { day: date === today ? t('home.today') : day(date), count: age })}
          action={
            may.message && isReachable && date === today ? (
              <RowLink
                to={`${recordPath('Client', person.clientId, 'message')}?about=birthday`}
                label={t('home.congratulate')}
                about={person.name}
              />
            ) : null
          }
        />
      ))}
    </DeskList>
  );
}
