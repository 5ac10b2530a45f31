import Fastify from 'fastify';

/* A server that does nothing but answer: what is left of a figure is ours. It ends with its parent. */

const app = Fastify();
app.get('/', () => ({ hello: 'world' }));
process.send?.(await app.listen({ host: '127.0.0.1', port: 0 }));
process.on('disconnect', () => process.exit());
