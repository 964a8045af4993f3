// index_accessible.js CHROMIUM EDITION...: what must hold of an index.html for who reads it with a
// screen reader, from the keyboard or without a network: no violation that axe-core finds on screen
// at two widths, nothing asked of any host, every link leads to a file or a place that exists, and
// the tabulator reaches every link, each visibly in focus.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const url = require('node:url');
const axe = require('axe-core');
const { chromium } = require('playwright-core');

async function violations(page) {
    await page.evaluate(axe.source);
    const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
    assert.ok(found.passes.length > 20, 'axe-core looked at next to nothing');
    return found.violations.map(v => `${v.id}: ${v.help}: ${v.nodes[0].html.slice(0, 200)}`);
}

// A page with known faults, so that a checker that finds nothing is noticed.
async function checkChecker(page) {
    await page.setContent('<html><body><img src="data:,"><p style="color:#bbb">pale</p></body></html>');
    await page.evaluate(axe.source);
    const found = await page.evaluate(() => window.axe.run(document));
    const ids = found.violations.map(v => v.id);
    for (const id of ['image-alt', 'color-contrast', 'html-has-lang'])
        assert.ok(ids.includes(id), `axe-core does not find ${id}`);
}

async function checkTargets(page, edition) {
    const links = await page.$$eval('a', all => all.map(a => a.getAttribute('href')));
    assert.ok(links.length > 10, 'hardly a link');
    for (const link of links) {
        if (link.startsWith('#'))
            assert.ok(await page.$(`[id="${link.slice(1)}"]`), `${link} leads nowhere`);
        else
            assert.ok(fs.existsSync(path.join(edition, decodeURIComponent(link))),
                `${link} is not in the edition`);
    }
    return links.length;
}

async function checkKeyboard(page, n) {
    for (let i = 0; i < n; i++) {
        await page.keyboard.press('Tab');
        const focus = await page.evaluate(() => {
            const at = document.activeElement, style = getComputedStyle(at);
            const all = [...document.querySelectorAll('a')];
            return { index: all.indexOf(at), visible: parseFloat(style.outlineWidth) >= 2 &&
                style.outlineStyle !== 'none' && at.getBoundingClientRect().right > 0 };
        });
        assert.strictEqual(focus.index, i, `tab ${i + 1} is at link ${focus.index + 1}`);
        assert.ok(focus.visible, `link ${i + 1} does not show that it is in focus`);
    }
}

async function checkEdition(browser, edition) {
    const page = await browser.newPage();
    const address = url.pathToFileURL(path.resolve(edition, 'index.html')).href;
    const asked = [];
    page.on('request', request => asked.push(request.url()));
    await page.setViewportSize({ width: 1100, height: 900 });
    await page.goto(address);
    const links = await checkTargets(page, edition);
    await checkKeyboard(page, links);
    for (const width of [1100, 360]) {
        await page.setViewportSize({ width, height: 900 });
        assert.deepStrictEqual(await violations(page), [], `${edition} at ${width} pixels`);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
            `${edition} is wider than ${width} pixels`);
    }
    const others = asked.filter(a => a !== address && !a.startsWith('data:'));
    assert.deepStrictEqual(others, [], 'the page asks for other files');
    console.log(`${edition}: ${links} links, no violation`);
    await page.close();
}

async function main() {
    const [executablePath, ...editions] = process.argv.slice(2);
    assert.ok(editions.length > 0, 'no edition');
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    try {
        const page = await browser.newPage();
        await checkChecker(page);
        await page.close();
        for (const edition of editions)
            await checkEdition(browser, edition);
    } finally {
        await browser.close();
    }
}

main().catch(error => {
    console.error(error);
    process.exit(1);
});
