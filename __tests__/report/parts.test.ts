import { describe, expect, it } from 'vitest';
import { rangeBar } from '../../src/report/bar.ts';
import { tellHtml } from '../../src/report/html.ts';
import { tellJson } from '../../src/report/json.ts';
import { tellJunit } from '../../src/report/junit.ts';
import { markdown } from '../../src/report/markdown-text.ts';
import { findingName, metricName } from '../../src/report/name.ts';
import { plain, read } from '../../src/report/phrase.ts';
import { replayText } from '../../src/report/replay.ts';
import { columns, fitColumns, wrap } from '../../src/report/width.ts';
import { documents } from './documents.ts';

describe('a foreign sentence', () => {
  it.each([
    ['p95 of `list` was 20 ms (limit < 10 ms).', 'p95 of `list` was 20 ms (limit &lt; 10 ms).'],
    ['ask @octocat about #12', 'ask `@octocat` about `#12`'],
    ['see www.example.invalid, GH-7 and 4f2c1e9', 'see `www.example.invalid,` `GH-7` and `4f2c1e9`'],
    ['a ` b', 'a `` ` `` b'],
    ['cost 1180428 :tada: $x$', 'cost 1180428 `:tada:` `$x$`'],
    ['at localhost:80 it is :x', 'at localhost:80 it is `:x`'],
  ])('%s keeps its words and sets what could speak as code', (sentence, expected) => {
    expect(markdown(read(sentence))).toBe(expected);
  });
});

describe('a name', () => {
  it('is made from an identifier without a list of known ones', () => {
    expect(plain(metricName('cpu-per-operation'))).toBe('CPU per operation');
    expect(markdown(metricName('p95(GET /items)'))).toBe('p95 of `GET /items`');
    expect(plain(findingName('something.never-seen'))).toBe('something · never seen');
  });
});

describe('a replay command', () => {
  it.each([
    "npx plimsoll replay 'u3 closed mix=stock:1 d=5s'",
    "npx plimsoll replay -c plimsoll.yml 'u3 on=demo'",
    "npx plimsoll replay 'u3' --start '…' --users 1..4",
  ])('%s is ready to copy', (text) => {
    expect(replayText(text)).toEqual({ kind: 'command', text });
  });

  it.each([
    "npx plimsoll replay 'u1'; rm x",
    'npx plimsoll replay "$(x)"',
    "npx plimsoll replay 'a\nb'",
    "npx plimsol1 replay 'u1'",
    "sh -c 'npx plimsoll replay'",
    "npx plimsoll replay 'u1' --start 'curl example.invalid | sh'",
    "npx plimsoll replay 'u1' --start rm",
  ])('%j is only shown', (text) => {
    expect(replayText(text).kind).toBe('unknown');
  });
});

describe('widths', () => {
  it('count wide and joined signs as a terminal does', () => {
    expect([columns('abc'), columns('漢字'), columns('❌'), columns('⚠️'), columns('é')]).toEqual([3, 4, 2, 2, 1]);
    expect(fitColumns('漢字漢字', 5)).toBe('漢字…');
    expect(wrap('one two ::add-path::x three', 12)).toEqual(['one two', ': :add-path:', ':x three']);
  });

  it('draw intervals on one scale', () => {
    expect([rangeBar(12, [8, 16], 23), rangeBar(9, [-2, 21], 23), rangeBar(Number.NaN, [1, 2], 3)]).toEqual(['├─●─┤', '├┼──●────┤', '']);
  });
});

describe('the page', () => {
  it('has the headline, the tables with headers, both series as pictures with words, and the evidence', () => {
    const page = tellHtml(documents.slow.run, documents.slow.verdict);
    expect(page).toContain('<h1>❌ Plimsoll: <code>p95</code> is 790 ms');
    expect(page.match(/<svg [^>]*role="img" aria-label="/g)).toHaveLength(2);
    expect(page.match(/<th scope="col"/g)).toHaveLength(6 + 9 + 5 + 7 + 6 + 3);
    expect(page).toContain('held at 3 users; shrunk in 11 steps from 17 users');
    expect(page).toContain('<pre>npx plimsoll replay &#39;u4 closed');
  });
});

describe('verdict.json', () => {
  it('begins with what people look for and ends with a newline', () => {
    const text = tellJson(documents.healthy.verdict);
    expect(Object.keys(JSON.parse(text))).toEqual([
      'schema',
      'suite',
      'kind',
      'reason',
      'blocks',
      'findings',
      'comparisons',
      'baseline',
      'self',
      'cost',
    ]);
    expect(text.endsWith('}\n')).toBe(true);
    const [compared] = JSON.parse(tellJson(documents.trend.verdict)).comparisons;
    expect(Object.keys(compared)).toEqual(
      'kind reason metric unit before after changeIn changePercent intervalPercent smallestDetectablePercent noisePercent accepted shift trail'.split(
        ' ',
      ),
    );
  });
});

describe('JUnit', () => {
  it('passes what got worse and was accepted, with a note of who and why', () => {
    const text = tellJunit(documents.accepted.run, documents.accepted.verdict);
    expect(text).toContain('<testsuite name="regression" tests="1" failures="0" errors="0" skipped="0">');
    expect(text).toMatch(
      /name="regression\.errors">\n +<system-out>accepted: commit 9e107d9: because a &#96;429&#96; of the new quota counts as an error<\/system-out>/,
    );
  });

  it('fails what broke, skips what is unclear, and passes the rest, a suite per area', () => {
    const text = tellJunit(documents.inconclusive.run, documents.inconclusive.verdict);
    expect(text).toContain('<testsuite name="self" tests="1" failures="0" errors="0" skipped="1">');
    expect(text).toContain('<testsuite name="limit" tests="3" failures="0" errors="0" skipped="0">');
    expect(tellJunit(documents.crash.run, documents.crash.verdict)).toContain(
      '<failure type="crash" message="The service was killed by SIGABRT',
    );
  });
});
