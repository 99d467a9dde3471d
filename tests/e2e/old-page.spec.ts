import type { Page } from '@playwright/test';
import { contentDir, readContent } from '#schemas/read.ts';
import { expect, test } from './site.ts';

/** The site is built "today"; these pages are opened later, as from a host that nobody has rebuilt. */
const DAY = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY);
const named = (at: Date, year = false) =>
  new Intl.DateTimeFormat('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(year ? { year: 'numeric' } : {}),
    timeZone: 'Europe/London',
  })
    .format(at)
    .replace(',', '');
const weekday = (at: Date) => named(at).split(' ')[0]?.toLowerCase() ?? '';

/** Listings that meet every week, holidays or not, on the weekday of a moment. */
async function meetingOn(at: Date): Promise<string[]> {
  const { content } = await readContent(contentDir());
  const plain = (content?.assets ?? []).filter(
    ({ status, sessions: [s, ...more] }) =>
      status === 'active' &&
      more.length === 0 &&
      s?.repeats === 'weekly' &&
      s.day === weekday(at) &&
      s.start > '10:00' &&
      !s.termTime &&
      [s.from, s.until].every((d) => d === undefined) &&
      s.cancelled.length + s.except.length + s.extra.length === 0 &&
      !/^(24|25|26|31|1) /.test(named(at).replace(/^\S+ /, '')),
  );
  return plain.map((a) => a.id);
}

/** The first of the next days, from 40 days on, on which a plain weekly listing meets; and that listing. */
async function fortyDaysOn(): Promise<{ opened: Date; id: string }> {
  for (let days = 40; days < 60; days++) {
    const [id] = await meetingOn(inDays(days));
    if (id !== undefined) return { opened: inDays(days), id };
  }
  throw new Error('The content has no plain weekly listing');
}

const at9 = (day: Date) => new Date(`${day.toISOString().slice(0, 10)}T09:00:00Z`);
// The build made pages for fourteen days; Chromium notes that the later ones are not there.
test.use({ expected: [/status of 404 .*whats-on\/day/] });

const main = (page: Page) => page.locator('main');

test.describe('opened 40 days after the build, with JavaScript', () => {
  test('a listing says when it is on now, and drops the "as of"', async ({ page }) => {
    const { opened, id } = await fortyDaysOn();
    await page.clock.setFixedTime(at9(opened));
    await page.goto(`/assets/${id}/`);
    await expect(page.locator('.glance .board')).toContainText('Today');
    await expect(page.locator('.glance .then')).toContainText(named(new Date(opened.getTime() + 7 * DAY)));
    await expect(page.locator('.glance .as-of')).toHaveCount(0);
    await expect(page.locator('.glance .rule')).toContainText(/every \w+day/i);
  });

  test('pages of days that have all passed say so, and lead to the search', async ({ page }) => {
    await page.clock.setFixedTime(at9(inDays(40)));
    for (const path of ['/', '/whats-on/', `/whats-on/day/${inDays(1).toISOString().slice(0, 10)}/`]) {
      await page.goto(path);
      await expect(main(page).getByText('The days on this page have passed').first()).toBeVisible();
      await expect(page.locator('.day')).toHaveCount(0);
    }
    await page.getByRole('link', { name: 'search, soonest first' }).first().click();
    await expect(
      page.getByRole('heading', { name: /\d+ (groups|results|places)|Everything/i }).first(),
    ).toBeVisible();
  });
});

test('opened three days after the build, today and tomorrow are the right ones', async ({ page }) => {
  await page.clock.setFixedTime(at9(inDays(3)));
  for (const path of ['/', '/whats-on/']) {
    await page.goto(path);
    const first = page.locator('[data-days] .day-title').first();
    await expect(first).toContainText('Today');
    await expect(first).toContainText(named(inDays(3)));
  }
  await expect(page.locator('.day-links a').first()).toContainText(named(inDays(3)));
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('an old page says which day its dates were reckoned from, and the rule', async ({ page }) => {
    const { id } = await fortyDaysOn();
    await page.goto(`/assets/${id}/`);
    await expect(page.locator('.glance .as-of')).toHaveText(`As of ${named(inDays(0), true)}`);
    await expect(page.locator('.glance .rule')).toContainText(/every \w+day/i);
    await page.goto('/whats-on/');
    await expect(main(page)).toContainText(`14 days from ${named(inDays(0), true)}`);
    await page.goto('/');
    await expect(page.locator('.day-title').first()).toContainText(named(inDays(0), true));
    await expect(main(page)).not.toContainText(/\b(today|tomorrow)\b/i);
  });
});
