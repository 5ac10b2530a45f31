import { keepPages } from '../../kept-pages.ts';
import { open } from '../../powers.ts';
import type { Routes } from '../../site.ts';
import { aboutPage } from './about-page.ts';
import { accessibilityPage } from './accessibility-page.ts';

/** `/about` and `/accessibility`: what this is, and for whom it works. */
export const aboutPages: Routes = (app) => {
  const kept = keepPages(2);
  app.get('/about', open, (request, reply) => kept.send(request, reply, 'about', aboutPage));
  app.get('/accessibility', open, (request, reply) =>
    kept.send(request, reply, 'accessibility', accessibilityPage),
  );
};
