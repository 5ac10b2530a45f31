export {
  FEWEST_SHOWN,
  type Figures,
  figuresFor,
  type ReportFigures,
  type Shown,
  withoutSmall,
} from './figures.ts';
