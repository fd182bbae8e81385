import { useNotice, type BasePropertyProps } from 'adminjs';
import React, { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import type { PersonRef } from '../../src/contract/memberships.js';
import { isAllowed } from '../access.js';
import { clientOf } from './client-of.js';
import { Transfer } from './membership-line.js';
import { ProblemBox } from './page.js';
import { postAction, readAction } from './panel-api.js';
import { usePanel } from './use-panel.js';
import { useRead } from './use-read.js';
import { useSubmit } from './use-submit.js';

interface ShownInstalment {
  id: number;
  amount: string;
  method: string;
  date: string;
  note: string | null;
}

/** The answer of the payment's action `details`. */
interface PaymentDetails {
  transferredFrom: PersonRef | null;
  transferredTo: PersonRef | null;
  instalments: ShownInstalment[];
}

interface InstalmentLineProps {
  instalment: ShownInstalment;
  paymentId: string;
  card: string;
}

/** Asks once more before it takes an instalment away: there is no way back but entering it again. */
function RemoveInstalment({ instalment, paymentId, card }: InstalmentLineProps) {
  const { t } = usePanel();
  const navigate = useNavigate();
  const addNotice = useNotice();
  const [isAsking, setAsking] = useState(false);
  const { isBusy, problem, submit } = useSubmit();
  const target = { resourceId: 'Payment', recordId: paymentId, actionName: 'removeInstalment' };
  const remove = () =>
    submit(
      () => postAction(target, { instalmentId: instalment.id }),
      () => {
        addNotice({ message: t('instalments.removed'), type: 'success' });
        navigate(card);
      },
    );
  if (!isAsking) {
    return (
      <button className="studio-link" type="button" onClick={() => setAsking(true)}>
        {t('instalments.remove')}
      </button>
    );
  }
  return (
    <>
      <button className="studio-link" type="button" disabled={isBusy} onClick={() => void remove()}>
        {t('instalments.removeSurely')}
      </button>
      <button className="studio-link" type="button" onClick={() => setAsking(false)}>
        {t('instalments.keep')}
      </button>
      <ProblemBox problem={problem} />
    </>
  );
}

function InstalmentLine(props: InstalmentLineProps) {
  const { t, day, money, user } = usePanel();
  const { amount, method, date, note } = props.instalment;
  return (
    <li>
      <div className="studio-line">
        <strong>{money(amount)}</strong>
        <span>
          {day(date)} · {t(`method.${method}`)}
        </span>
        {user && isAllowed(user.role, 'Payment', 'removeInstalment') ? <RemoveInstalment {...props} /> : null}
      </div>
      {note ? <div className="studio-muted">{note}</div> : null}
    </li>
  );
}

/** On a payment's page: whom the rest went to or came from, and the instalments that came after the sale. */
export default function PaymentHistory({ record }: BasePropertyProps) {
  const { t } = usePanel();
  const paymentId = record?.id ?? '';
  const card = clientOf(record).to;
  const { data } = useRead(paymentId, async () => {
    const target = { resourceId: 'Payment', recordId: paymentId, actionName: 'details' };
    return (await readAction<PaymentDetails>(target)).result;
  });
  if (!data) return null;
  const { transferredFrom, transferredTo, instalments } = data;
  if (!transferredFrom && !transferredTo && instalments.length === 0) return null;
  return (
    <div className="studio-value">
      <Transfer person={transferredFrom} words={t('card.transferredFrom')} />
      <Transfer person={transferredTo} words={t('card.transferredTo')} />
      {instalments.length > 0 ? (
        <>
          <span className="studio-value-label">{t('instalments.title')}</span>
          <ul className="studio-history">
            {instalments.map((instalment) => (
              <InstalmentLine key={instalment.id} instalment={instalment} paymentId={paymentId} card={card} />
            ))}
          </ul>
        </>
      ) : null}
    </div>
  );
}
