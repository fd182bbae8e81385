import React from 'react';
import { pluralDays } from '../../src/lib/wording.js';
import { usePanel } from './use-panel.js';

export interface PlanOption {
  id: number;
  name: string;
  durationDays: number;
  price: string;
  visitLimit: number | null;
}

interface PlanChoiceProps {
  plans: readonly PlanOption[];
  /** Null = without a plan, a free number of days. */
  planId: number | null;
  onChange: (plan: PlanOption | null) => void;
}

/** What can be sold, each with its length and price. */
export function PlanChoice({ plans, planId, onChange }: PlanChoiceProps) {
  const { t, money, language } = usePanel();
  return (
    <fieldset className="studio-plans">
      <legend>{t('renew.plan')}</legend>
      <div>
        {plans.map((plan) => (
          <label key={plan.id} className={plan.id === planId ? 'is-chosen' : ''}>
            <input type="radio" name="plan" checked={plan.id === planId} onChange={() => onChange(plan)} />
            <strong>{plan.name}</strong>
            <span>
              {pluralDays(plan.durationDays, language)}
              {plan.visitLimit === null ? '' : ` · ${t('renew.visits', { count: plan.visitLimit })}`}
            </span>
            <span>{money(plan.price)}</span>
          </label>
        ))}
        <label className={planId === null ? 'is-chosen' : ''}>
          <input type="radio" name="plan" checked={planId === null} onChange={() => onChange(null)} />
          <strong>{t('renew.noPlan')}</strong>
          <span>{t('renew.noPlanHint')}</span>
        </label>
      </div>
    </fieldset>
  );
}
