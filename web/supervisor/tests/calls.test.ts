import { describe, expect, it } from 'vitest';
import { searchOf } from '../src/features/calls/filter';
import { bars } from '../src/features/calls/player/peaks';
import { soundOf } from '../src/features/calls/words';
import { design, faultOf, openDesign, totalWeight, useDesign } from '../src/features/scorecards/design';

describe('the one search field', () => {
  it.each([
    ['(415) 555-01', 'number'],
    ['+44 20', 'number'],
    ['0142', 'number'],
    ['Mia', 'customer'],
    ['Studio 54', 'customer'],
    ['', 'customer'],
  ])('takes %j for a %s', (typed, field) => {
    expect(searchOf(` ${typed} `)).toEqual({ number: '', customer: '', [field]: typed });
  });
});

it('a waveform has a bar for each stretch, as loud as its loudest', () => {
  const peaks = Uint8Array.from([0, 255, 0, 0, 64, 0]);
  expect([...bars(peaks, 3)].map((bar) => bar.toFixed(2))).toEqual(['1.00', '0.00', '0.50']);
  expect(bars(Uint8Array.from([255]), 4)).toHaveLength(4);
});

it('a line sounds good, fair or poor', () => {
  expect([4.4, 4, 3.7, 2].map((mos) => soundOf(mos)?.key)).toEqual(['good', 'good', 'fair', 'poor']);
  expect(soundOf(null)).toBeNull();
});

describe('a scorecard being designed', () => {
  it('keeps ids while sections and questions move, and what was changed when one comes back', () => {
    openDesign('new', '', []);
    design.addSection();
    design.addSection();
    const [first, second] = useDesign.getState().sections.map((section) => section.id);
    design.moveSection(second ?? '', -1);
    expect(useDesign.getState().sections.map((section) => section.id)).toEqual([second, first]);
    design.moveSection(second ?? '', -1);
    expect(useDesign.getState().sections[0]?.id).toBe(second);
    design.addQuestion(second ?? '');
    expect(totalWeight(useDesign.getState().sections)).toBe(30);
    openDesign('new', '', []);
    expect(useDesign.getState().sections).toHaveLength(2);
    openDesign('8', 'Other', []);
    expect(useDesign.getState()).toMatchObject({ name: 'Other', sections: [], touched: false });
  });

  it('says what keeps it from being published', () => {
    openDesign('9', '', []);
    expect(faultOf(useDesign.getState())).toBe('name');
    design.rename('Card');
    expect(faultOf(useDesign.getState())).toBe('sections');
    design.addSection();
    expect(faultOf(useDesign.getState())).toBe('title');
    const section = useDesign.getState().sections[0];
    design.editSection(section?.id ?? '', { title: { text: 'Manner', translations: null } });
    expect(faultOf(useDesign.getState())).toBe('text');
    design.dropQuestion(section?.id ?? '', section?.questions[0]?.id ?? '');
    expect(faultOf(useDesign.getState())).toBe('questions');
  });
});
