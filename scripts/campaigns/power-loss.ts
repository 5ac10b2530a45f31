import { parseArgs } from 'node:util';
import { hasLoopDevices, losingByDevice } from './losing-by-device.ts';
import { losingByModel } from './losing-by-model.ts';
import { isBad } from './loss.ts';

const { values } = parseArgs({
  options: {
    cycles: { type: 'string', default: '24' },
    seed: { type: 'string', default: '1' },
    by: { type: 'string', default: hasLoopDevices() ? 'device' : 'model' },
    'as-shipped': { type: 'boolean', default: false },
  },
});
const asShipped = values['as-shipped'];
const lose = values.by === 'device' ? losingByDevice : losingByModel;
const loss = await lose(Number(values.cycles), Number(values.seed), asShipped);
console.table([
  { by: values.by, files: asShipped ? 'as shipped' : 'durable', seed: Number(values.seed), ...loss },
]);
// As shipped, rows must be lost: a campaign that finds nothing there proves nothing here.
process.exitCode = isBad(loss) === asShipped ? 0 : 1;
