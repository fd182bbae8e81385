import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { packJson, unpackJson } from './compact-json.js';

describe('a packed text', () => {
  it('gives back whatever was packed', () => {
    fc.assert(
      fc.property(fc.jsonValue({ depthSize: 'medium' }), (value) => {
        const text = JSON.stringify(value);
        fc.pre(!text.includes('__proto__'));
        const plain = JSON.parse(text) as unknown;
        expect(unpackJson(packJson([value, value]))).toEqual([plain, plain]);
      }),
    );
  });

  it('says equal parts and the names of fields once', () => {
    const column = (name: string) => ({ name, isSortable: true, labels: { short: 'long enough', hidden: null } });
    const columns = Array.from({ length: 50 }, (_, index) => column(`c${index}`));
    const text = packJson({ list: columns, show: columns });
    expect(text.match(/isSortable/g)).toHaveLength(1);
    expect(text.match(/long enough/g)).toHaveLength(1);
    expect(unpackJson(text)).toEqual({ list: columns, show: columns });
  });
});
