import React from 'react';
import { Field } from './field.js';
import { PlanChoice, type PlanOption } from './plan-choice.js';
import { usePanel } from './use-panel.js';

export interface RenewalForm {
  plans: PlanOption[];
  defaultDurationDays: number;
  lastPaidDay: string | null;
  lastPlanName: string | null;
  today: string;
}

export interface Terms {
  planId: number | null;
  durationDays: string;
  amount: string;
  /** Null until it is typed: all of the amount. */
  paid: string | null;
  startDate: string;
}

function typedAmount(text: string): string {
  return text.trim().replace(',', '.');
}

/** As the service takes it: nothing typed is nothing asked. */
export function request({ planId, durationDays, amount, paid, startDate }: Terms): object {
  const days = durationDays.trim();
  return {
    ...(planId === null ? {} : { planId }),
    ...(planId === null && days ? { durationDays: /^\d+$/.test(days) ? Number(days) : days } : {}),
    ...(amount.trim() ? { amount: typedAmount(amount) } : {}),
    ...(paid?.trim() ? { paid: typedAmount(paid) } : {}),
    ...(startDate ? { startDate } : {}),
  };
}

interface RenewTermsProps {
  form: RenewalForm;
  terms: Terms;
  errors: Record<string, string | undefined>;
  onChange: (part: Partial<Terms>) => void;
}

/** What decides the period, its price and what is owed for it. */
export function RenewTerms({ form, terms, errors, onChange }: RenewTermsProps) {
  const { t, day } = usePanel();
  return (
    <>
      <PlanChoice
        plans={form.plans}
        planId={terms.planId}
        error={errors.planId}
        onChange={(plan) => onChange(plan ? { planId: plan.id, amount: plan.price } : { planId: null })}
      />
      {terms.planId === null ? (
        <Field id="durationDays" label={t('renew.durationDays')} error={errors.durationDays}>
          <input
            id="durationDays"
            inputMode="numeric"
            value={terms.durationDays}
            onChange={(event) => onChange({ durationDays: event.target.value })}
          />
        </Field>
      ) : null}
      <div className="studio-columns">
        <Field id="amount" label={t('renew.amount')} error={errors.amount}>
          <input
            id="amount"
            inputMode="decimal"
            autoComplete="off"
            value={terms.amount}
            onChange={(event) => onChange({ amount: event.target.value })}
          />
        </Field>
        <Field id="paid" label={t('renew.paid')} error={errors.paid} hint={t('renew.paidHint')}>
          <input
            id="paid"
            inputMode="decimal"
            autoComplete="off"
            value={terms.paid ?? terms.amount}
            onChange={(event) => onChange({ paid: event.target.value })}
          />
        </Field>
      </div>
      <Field
        id="startDate"
        label={t('renew.startDate')}
        error={errors.startDate}
        hint={form.lastPaidDay ? t('renew.paidUntil', { day: day(form.lastPaidDay) }) : t('renew.startHint')}
      >
        <input
          id="startDate"
          type="date"
          value={terms.startDate}
          onChange={(event) => onChange({ startDate: event.target.value })}
        />
      </Field>
    </>
  );
}
