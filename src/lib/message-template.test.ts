import { describe, expect, it } from '@jest/globals';
import { fillTemplate, placeholdersOf } from './message-template.js';

describe('a message’s placeholders', () => {
  it.each<[string, string, string, string]>([
    ['a value', 'Привет, {firstName}!', 'Анна', 'Привет, Анна!'],
    ['a word instead of an empty value', 'Привет, {firstName|друг}!', ' ', 'Привет, друг!'],
    ['a value before the word', 'Привет, {firstName|друг}!', 'Анна', 'Привет, Анна!'],
    ['nothing, and no comma before it', 'Привет, {firstName}!', '', 'Привет!'],
    ['nothing, and no space before it', 'Ждём {firstName}!', '', 'Ждём!'],
    ['nothing at the beginning', '{firstName}, ждём', '', ', ждём'],
    ['an empty word as nothing that keeps its comma', 'Привет, {firstName|}!', '', 'Привет, !'],
    ['markup in a name as it is written', '{firstName}', '<a href=x>&"', '&lt;a href=x&gt;&amp;&quot;'],
    ['a name that looks like a placeholder once', '{firstName}', '{firstName}', '{firstName}'],
    ['a pattern of replacing as it is', '{firstName}', '$&', '$&amp;'],
  ])('become %s', (_, text, firstName, expected) => {
    expect(fillTemplate(text, { firstName })).toBe(expected);
  });

  it('stay as they are when nobody knows them', () => {
    expect(fillTemplate('{price} {constructor} { firstName }', { firstName: 'Анна' })).toBe(
      '{price} {constructor} { firstName }',
    );
  });

  it('are listed once each', () => {
    expect(placeholdersOf('{firstName|друг} {lastName} {firstName} {}')).toEqual(['firstName', 'lastName']);
  });
});
