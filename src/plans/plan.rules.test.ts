import { describe, expect, it } from '@jest/globals';
import { validate } from '../errors/validate.js';
import { DomainError } from '../errors/domain-error.js';
import { planFieldsSchema, typedTerm } from './plan.rules.js';

const PLAN = { name: ' Месяц  безлимит ', price: '4500', durationDays: 30 };
const MONTHS = { name: 'Сезон', price: '12000', durationMonths: 3 };

function refusals(input: object): string[] {
  try {
    validate(planFieldsSchema, input);
  } catch (error) {
    if (error instanceof DomainError) {
      return error.fields.map(({ path, code, params }) => `${path}: ${code} ${JSON.stringify(params ?? {})}`);
    }
    throw error;
  }
  return [];
}

describe('a plan', () => {
  it('that says nothing else may be frozen without limits, is no trial and has no visit limit', () => {
    expect(validate(planFieldsSchema, PLAN)).toEqual({
      name: 'Месяц безлимит',
      price: '4500.00',
      durationDays: 30,
      durationMonths: null,
      isTrial: false,
      visitLimit: null,
      freezeAllowed: true,
      freezeTotalDays: null,
      freezeMinDays: null,
      freezeMaxDays: null,
      freezeMaxCount: null,
      freezeNoticeDays: null,
    });
  });

  it('of months keeps a length in days to be sorted by', () => {
    const days = (durationMonths: number) => validate(planFieldsSchema, { ...MONTHS, durationMonths }).durationDays;
    expect([1, 3, 6, 12, 120].map(days)).toEqual([30, 91, 183, 365, 3653]);
  });

  it('is sold either by days or by months, by exactly one of them', () => {
    expect(refusals({ ...MONTHS, durationDays: 90 })).toEqual(['durationMonths: days_or_months {}']);
    expect(refusals({ name: 'Ничего', price: 1, durationDays: null })).toEqual(['durationDays: days_or_months {}']);
    // Told together with everything else that is wrong.
    expect(refusals({ ...MONTHS, durationDays: 90, freezeMinDays: 9, freezeMaxDays: 5 })).toHaveLength(2);
  });

  it.each([
    [{ ...MONTHS, durationMonths: 0 }, 'durationMonths: out_of_range {"min":1}'],
    [{ ...MONTHS, durationMonths: 121 }, 'durationMonths: out_of_range {"max":120}'],
    [{ ...MONTHS, durationMonths: 1.5 }, 'durationMonths: not_a_number {}'],
    [{ ...PLAN, durationDays: 'тридцать' }, 'durationDays: not_a_number {}'],
    [{ ...PLAN, durationDays: 3661 }, 'durationDays: out_of_range {"max":3660}'],
    [{ ...PLAN, price: '-1' }, 'price: not_an_amount {}'],
    [{ ...PLAN, name: '   ' }, 'name: required {}'],
    [{ ...PLAN, visitLimit: 0 }, 'visitLimit: out_of_range {"min":1}'],
    [{ ...PLAN, freezeNoticeDays: 91 }, 'freezeNoticeDays: out_of_range {"max":90}'],
    [{ ...PLAN, isTrial: 'да' }, 'isTrial: malformed {}'],
  ])('%j is refused: %s', (input, refused) => {
    expect(refusals(input)).toEqual([refused]);
  });

  it('allows shortest <= longest <= all days of freeze, each of them optional', () => {
    const limits = (freezeMinDays: number | null, freezeMaxDays: number | null, freezeTotalDays: number | null) =>
      refusals({ ...PLAN, freezeMinDays, freezeMaxDays, freezeTotalDays });
    expect(limits(3, 7, 14)).toEqual([]);
    expect(limits(7, 7, 7)).toEqual([]);
    expect(limits(null, 7, null)).toEqual([]);
    expect(limits(8, 7, null)).toEqual(['freezeMaxDays: out_of_range {"min":8}']);
    expect(limits(null, 15, 14)).toEqual(['freezeMaxDays: out_of_range {"max":14}']);
    expect(limits(15, null, 14)).toEqual(['freezeMinDays: out_of_range {"max":14}']);
    expect(limits(20, 30, 14)).toEqual([
      'freezeMaxDays: out_of_range {"max":14}',
      'freezeMinDays: out_of_range {"max":14}',
    ]);
  });

  it('of months was typed without days', () => {
    expect(typedTerm({ durationDays: 91, durationMonths: 3 })).toEqual({ durationDays: null, durationMonths: 3 });
    expect(typedTerm({ durationDays: 30, durationMonths: null })).toEqual({ durationDays: 30, durationMonths: null });
  });
});
