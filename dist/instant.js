const moduleUrl = require('node:url').pathToFileURL(__filename).href;
"use strict";var import_node_net=require("node:net"),answer=Buffer.from(`HTTP/1.1 200 OK\r
content-type: text/plain\r
content-length: 2\r
\r
ok`),[carriageReturn,lineFeed]=[13,10],server=(0,import_node_net.createServer)({noDelay:!0},socket=>{let countHeads=openCounter();socket.on("data",chunk=>{let heads=countHeads(chunk);heads>0&&send(socket,heads)}),socket.on("error",()=>socket.destroy())});server.listen(Number(process.env.PORT??0),"127.0.0.1");process.on("SIGTERM",()=>process.exit(0));function send(socket,times){socket.write(times===1?answer:Buffer.concat(Array.from({length:times},()=>answer)))}function openCounter(){let matched=0;return chunk=>{let heads=0;for(let byte of chunk)byte===(matched%2===0?carriageReturn:lineFeed)?matched+=1:matched=byte===carriageReturn?1:0,matched===4&&(heads+=1,matched=0);return heads}}
