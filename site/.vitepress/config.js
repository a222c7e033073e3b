// The pages of the repository as a site: README.md is its start, docs/README.md its table of contents.
import { readFileSync } from 'node:fs'
import { defineConfig } from 'vitepress'

const contents = readFileSync(new URL('../../docs/README.md', import.meta.url), 'utf8')

/** The sections and tables of docs/README.md. */
function sidebar() {
  return contents.split(/^## /m).slice(1).map(section => {
    const [title, ...lines] = section.split('\n')
    const rows = lines.join('\n').matchAll(/^\| \[([^\]]+)\]\(([^)]+)\)/gm)
    return { text: title, items: [...rows].map(([, name, target]) => ({ text: pageTitle(name, target), link: pageLink(target) })) }
  })
}

/** The first heading of a page. */
function pageTitle(name, target) {
  const file = new URL('../../docs/' + (target.endsWith('.md') ? target : target + '/README.md'), import.meta.url)
  return readFileSync(file, 'utf8').match(/^# (.*)$/m)?.[1] ?? name
}

function pageLink(target) {
  return new URL(target.endsWith('.md') ? target.slice(0, -3) : target + '/', 'http://site/docs/').pathname
}

/** In the repository a link to a directory shows its README.md, or its files. */
function resolveDirectories(markdown) {
  const render = markdown.renderer.rules.link_open ?? ((tokens, index, options, env, self) => self.renderToken(tokens, index, options))
  markdown.renderer.rules.link_open = (tokens, index, options, env, self) => {
    const target = tokens[index].attrGet('href')
    if (/^[^:#]*examples\/?[^.#]*$/.test(target) || env.relativePath?.startsWith('examples/') && /^[a-z-]+$/.test(target)) {
      tokens[index].attrSet('href', '/examples/')
    } else if (/^[^:#.]+$/.test(target) && !target.endsWith('/') && target !== 'LICENSE') {
      tokens[index].attrSet('href', target + '/')
    }
    return render(tokens, index, options, env, self)
  }
}

export default defineConfig({
  title: 'nvent-store',
  description: 'Event streams, sorted indexes and keys in PostgreSQL, for Java',
  lang: 'en',
  srcDir: 'target/pages',
  outDir: 'target/site',
  cacheDir: 'target/cache',
  rewrites: {
    'README.md': 'index.md',
    ':path/README.md': ':path/index.md',
    ':path/:page/README.md': ':path/:page/index.md'
  },
  cleanUrls: false,
  ignoreDeadLinks: [/LICENSE$/, /schema\/README$/, /\/api\//],
  markdown: { config: resolveDirectories },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [
      { text: 'Documentation', link: '/docs/' },
      { text: 'Javadoc', link: '/api/index.html', target: '_blank' },
      { text: 'Changelog', link: '/CHANGELOG' }
    ],
    sidebar: sidebar()
  }
})
