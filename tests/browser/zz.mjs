import { openSchool, SIZES } from './harness.mjs';
import { openDoor, teach, skipToCheck } from './people.mjs';
import { writeFile } from 'node:fs/promises';
const school = await openSchool();
try {
  const taught = await teach(school);
  await taught.page.goto(taught.today);
  const past = await taught.page.locator('a[href$="/result"]').first().getAttribute('href');
  const history = past.replace(/\/result$/, '');
  const c = `/classes/${taught.classId}`;
  const shots = { keepup: `${history}/keep-up`, goon: `${history}/go-on`, times: `${c}/keep-up-times`, ledger: `${c}/ledger`, lasting: `${c}/lasting?step=equal-parts`, gate: `${c}/gate` };
  for (const [n, path] of Object.entries(shots)) for (const size of ['screen', 'phone']) {
    await taught.page.setViewportSize(SIZES[size]);
    await taught.page.goto(path);
    await taught.page.evaluate(() => document.fonts.ready.then(() => undefined));
    if (n === 'gate') for (const d of await taught.page.locator('details').all()) await d.evaluate((one) => { one.open = true; });
    await taught.page.screenshot({ path: `/tmp/shots/${n}-${size}.png`, fullPage: true });
  }
  await taught.page.goto(`${c}/gate`);
  const form = taught.page.locator('form[action$="/pre-teach"]').first();
  console.log('pre-teach forms', await taught.page.locator('form[action$="/pre-teach"]').count());
  if (await form.count()) {
    await form.evaluate((one) => { one.target = '_self'; });
    const action = await form.getAttribute('action');
    const token = await form.locator('input[name]').first().evaluate((i) => [i.name, i.value]);
    const reply = await taught.page.request.post(action, { form: { [token[0]]: token[1] } });
    console.log(reply.status(), reply.url(), reply.headers()['content-type']);
    await writeFile('/tmp/shots/pre.pdf', await reply.body());
  }
} finally { await school.close({ checkGuards: false }); }
