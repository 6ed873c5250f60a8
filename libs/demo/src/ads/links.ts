/** A tracking link of the demo, for places that take no UTM values themselves. */
export interface DemoLink {
  name: string;
  destination: string;
  utm: { source: string; medium: string; campaign: string; content: string; term: string };
}

const destination = 'https://lumen.example/';

/** The links below the creators' videos and in the articles, whose touches are in the events. */
export const demoLinks: readonly DemoLink[] = [
  videoLink('Below the video: thesis season', 'thesis-season', 'knowledge'),
  videoLink('Below the video: stock report', 'stock-report', 'knowledge'),
  videoLink('Below the video: novel in one go', 'novel-in-one-go', 'fiction'),
  articleLink('Article: reading papers', 'reading-papers'),
  articleLink('Article: meeting notes', 'meeting-notes'),
  {
    name: 'Review of the release',
    destination,
    utm: {
      ...{ source: 'huxiu', medium: 'press', campaign: 'long-context-202403' },
      ...{ content: 'hands-on', term: 'reviews' },
    },
  },
];

function videoLink(name: string, content: string, term: string): DemoLink {
  const utm = { source: 'bilibili', medium: 'video', campaign: 'creators-2024q1', content, term };
  return { name, destination, utm };
}

function articleLink(name: string, content: string): DemoLink {
  const utm = { source: 'wechat', medium: 'social', campaign: 'official-account', content, term: 'articles' };
  return { name, destination, utm };
}
