连接 0   10.44.0.1:41007 → 10.44.0.2:80   ws://server.example.com/chat   274 毫秒   18 个包
由客户端发起，正常关闭：状态码 1000。双方都发送了 Close 帧。作为客户端的浏览器会报告状态码 1000，
wasClean=true。

TCP 建立连接
    1   0.000000  →  SYN                       客户端请求建立连接（SYN，即“同步”）。它的字节从
                                               1 041 007 开始编号，这里显示为 0。它的状态变为
                                               SYN-SENT。它声明自己的能力：每段最多接收 1460 字节。
    2   0.000200  ←  SYN, ACK                  服务器同意（ACK），并打开自己的方向（SYN）：它的字节
                                               从 3 000 041 007 开始编号，显示为 0。TCP 由两个方向各
                                               一条的字节流组成。服务器的状态从 LISTEN 变为
                                               SYN-RECEIVED。它声明自己的能力：每段最多接收 1460 字
                                               节。
    3   0.000300  →  ACK                       三次握手完成：双方都确认对方能听到自己，状态都是
                                               ESTABLISHED。往返时间 0.3 毫秒。

HTTP 请求升级为 WebSocket
    4   0.000600  →  GET /chat                 一个请求更换协议的 HTTP 请求（Upgrade: websocket）：
                                               版本 7、密钥 dGhlIHNhbXBsZSBub25jZQ==、子协议 chat,
                                               superchat、来自页面 http://example.com。版本 7 是
                                               2011 年 4 月的草案 hybi-07，它是通往 2011 年 12 月
                                               RFC 6455（版本 13）的一步。握手和帧已经与 RFC 6455 相
                                               同，只是来源可能写在 Sec-WebSocket-Origin 里。密钥是
                                               随机的，但并不保密：服务器要用它计算，以证明自己理解
                                               了请求。
    5   0.000700  ←  ACK                       单独发送的 ACK：“到第 4 号包为止的字节都已收到”。服务
                                               器此刻没有数据要发，ACK 无处可搭载。
    6   0.002700  ←  101 Switching Protocols   服务器证明自己理解了请求。密钥 + 固定 GUID =
                                               dGhlIHNhbXBsZSBub25jZQ==258EAFA5-E914-47DA-95CA-C5AB0
                                               DC85B11；其 SHA-1 =
                                               b37a4f2cc0624f1690f64606cf385945b2bec4ea；再做 base64
                                               = s3pPLMBiTxaQ9kYGzzhZRbK+xOo=。服务器的
                                               Sec-WebSocket-Accept 与之相同：正确（RFC 6455
                                               4.2.2）。选定子协议 chat。没有提出任何扩展。从下一个
                                               字节起，这个连接不再使用 HTTP，而是 WebSocket。
    7   0.002800  →  ACK                       客户端已收到第 6 号包；单独、立即确认。

WebSocket 通信
    8   0.032800  ←  Text "Hello"              载荷 5 字节。主动推送：客户端并没有请求它。这正是
                                               WebSocket 的用处。帧自身的 FIN 位为 1：这一帧就是完整
                                               的消息。它与 TCP 的 FIN 标志毫无关系。
    9   0.033100  →  Text "Hello"              载荷 5 字节。它带掩码：客户端的每一帧都必须如此（RFC
                                               6455 5.1）。每个字节都与帧内的随机密钥异或，以免代理
                                               把它误认为 HTTP。它同时捎带了对第 8 号包的 ACK，所以
                                               不需要单独的确认。
   10   0.053100  ←  Text "Hel"                载荷 3 字节。帧的 FIN 位为 0：这只是消息的第一个分
                                               片，后面还有 continuation 帧（RFC 6455 5.4）。捎带对
                                               第 9 号包的 ACK。
   11   0.073100  ←  Continuation "lo"         载荷 2 字节。最后一个分片：FIN 位为 1。消息完整：2
                                               帧，5 字节。
   12   0.073400  ←  Ping "Hello"              WebSocket 的 Ping：服务器要求对端的程序证明自己还在运
                                               行。客户端必须用 Pong 把同样的字节送回（RFC 6455
                                               5.5.2）。与 TCP 保活不同，它会到达应用程序的
                                               WebSocket 代码。
   13   0.073700  →  Pong "Hello"              对第 12 号包中 Ping 的 Pong，内容相同，相隔 0.3 毫
                                               秒。捎带对第 12 号包的 ACK。

  ┈ 静默 200 毫秒 ┈

关闭握手
   14   0.273700  →  Close 1000                Close 帧：客户端要结束 WebSocket，不再发送任何帧。服
                                               务器必须用自己的 Close 帧应答（RFC 6455 5.5.1）。状态
                                               码 1000 的含义：Normal Closure。TCP 对此还一无所知：
                                               在 TCP 看来，Close 帧和其他字节没有区别。
   15   0.274000  ←  Close 1000                服务器用自己的 Close 帧应答第 14 号包：WebSocket 关闭
                                               握手完成（RFC 6455 7.1.4），接下来可以关闭 TCP。捎带
                                               对第 14 号包的 ACK。

TCP 断开连接
   16   0.274200  ←  FIN, ACK                  TCP 的 FIN：服务器不再发送数据。关闭握手已经完成，按
                                               RFC 6455 7.1.1 由服务器先关闭 TCP，这样停留在
                                               TIME-WAIT 的是服务器，而不是浏览器。两个方向各自结
                                               束：在客户端也发送 FIN 之前，它仍可继续向服务器发送数
                                               据。
                     服务器：ESTABLISHED → FIN-WAIT-1、客户端：ESTABLISHED → CLOSE-WAIT
                                               FIN-WAIT-1 状态：等待自己的 FIN 得到确认。CLOSE-WAIT
                                               状态：已知道对方发送完毕，等待本端程序关闭连接。
   17   0.274400  →  FIN, ACK                  客户端也关闭自己的方向：它的 FIN 与对第 16 号包中 FIN
                                               的 ACK 合在一个段里，因此四步只用了三个包。它捎带对第
                                               15 号包的 ACK。
                     客户端：CLOSE-WAIT → LAST-ACK、服务器：FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
                                               LAST-ACK 状态：只差对自己 FIN 的确认。
   18   0.274500  ←  ACK                       服务器确认第 17 号包中的 FIN。FIN 自身占一个序号，因
                                               此像一个字节那样被确认。两个方向都已关闭。先发 FIN 的
                                               服务器会在 TIME-WAIT 停留一段时间（Linux 上为一分
                                               钟），以防最后这个 ACK 丢失（RFC 9293 3.6）。
                     客户端：LAST-ACK → CLOSED

数据小结
  · WebSocket 心跳：服务器发出 1 个 Ping，1 个得到内容相同的 Pong。从抓包处看，Pong 用了 0.3 毫秒。
  · 客户端确认数据 4 次：单独 1 次、搭载在自己的数据上 2 次、随 FIN 1 次；通常在0.3 毫秒后，最迟0.4
    毫秒。服务器确认数据 3 次：单独 1 次、搭载在自己的数据上 2 次；通常在0.3 毫秒后，最迟20 毫秒。
  · 3 条消息（共 15 字节）用了 18 个包（1.44 KB），平均每条消息 6 个包：链路层 252 字节、TCP/IP 头部
    728 字节、HTTP 头部 402 字节、WebSocket 帧头 28 字节、WebSocket 载荷 29 字节。

连接 1   10.44.0.1:41008 → 10.44.0.2:80   ws://server.example.com/chat   234 毫秒   14 个包
由服务器发起，正常关闭：状态码 1001。双方都发送了 Close 帧。原因：正如状态码 1001 所说，服务器要离
开：正在关闭或重启。作为客户端的浏览器会报告状态码 1001，wasClean=true。

TCP 建立连接
   19   0.274700  →  SYN                       客户端请求建立连接；它的字节从 1 041 008 开始编号，显
                                               示为 0。它声明自己的能力：每段最多接收 1460 字节。
   20   0.274900  ←  SYN, ACK                  服务器同意，并打开自己的方向；它的字节从
                                               3 000 041 008 开始编号，显示为 0。它声明自己的能力：
                                               每段最多接收 1460 字节。
   21   0.275000  →  ACK                       握手完成。往返时间 0.3 毫秒。

HTTP 请求升级为 WebSocket
   22   0.275300  →  GET /chat                 Upgrade: websocket；版本 8、密钥
                                               dGhlIHNhbXBsZSBub25jZQ==、子协议 chat, superchat、来
                                               自页面 http://example.com。版本 8 属于 2011 年 6 月至
                                               8 月的草案 hybi-08 到 hybi-12，它们通往 2011 年 12 月
                                               的 RFC 6455（版本 13）。握手和帧已经与 RFC 6455 相
                                               同，只是来源可能写在 Sec-WebSocket-Origin 里。
   23   0.275400  ←  ACK                       服务器已收到第 22 号包；单独、立即确认。
   24   0.277400  ←  101 Switching Protocols   Sec-WebSocket-Accept s3pPLMBiTxaQ9kYGzzhZRbK+xOo= 与
                                               密钥相符。选定子协议 chat。没有提出任何扩展。
   25   0.277500  →  ACK                       客户端已收到第 24 号包；单独、立即确认。

WebSocket 通信
   26   0.307500  ←  Text "Hello"              载荷 5 字节。
   27   0.307800  →  Text "Hello"              载荷 5 字节。捎带对第 26 号包的 ACK。

  ┈ 静默 200 毫秒 ┈

关闭握手
   28   0.507800  ←  Close 1001                服务器要结束 WebSocket；客户端必须用 Close 帧应答。状
                                               态码 1001 的含义：Going Away。捎带对第 27 号包的
                                               ACK。
   29   0.508100  →  Close 1001                客户端应答第 28 号包中的 Close：关闭握手完成。捎带对
                                               第 28 号包的 ACK。

TCP 断开连接
   30   0.508300  ←  FIN, ACK                  TCP 的 FIN：按 RFC 6455 7.1.1，由服务器先关闭 TCP。它
                                               捎带对第 29 号包的 ACK。
                     服务器：ESTABLISHED → FIN-WAIT-1、客户端：ESTABLISHED → CLOSE-WAIT
   31   0.508500  →  FIN, ACK                  客户端也关闭自己的方向，FIN 与（对第 30 号包的）ACK
                                               合在一个段里。
                     客户端：CLOSE-WAIT → LAST-ACK、服务器：FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
   32   0.508600  ←  ACK                       服务器确认第 31 号包中的 FIN。
                     客户端：LAST-ACK → CLOSED

数据小结
  · 客户端确认数据 3 次：单独 1 次、搭载在自己的数据上 2 次；通常在0.3 毫秒后，最迟0.3 毫秒。服务器
    确认数据 3 次：单独 1 次、搭载在自己的数据上 1 次、随 FIN 1 次；通常在0.2 毫秒后，最迟200 毫秒。
  · 2 条消息（共 10 字节）用了 14 个包（1.2 KB），平均每条消息 7 个包：链路层 196 字节、TCP/IP 头部
    568 字节、HTTP 头部 402 字节、WebSocket 帧头 16 字节、WebSocket 载荷 14 字节。
