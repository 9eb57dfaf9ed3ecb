连接 0   10.44.0.1:44258 → 10.44.0.2:8080   ws://10.44.0.2:8080/   1.1 秒   22 个包
由客户端发起，正常关闭：状态码 1000，原因 "bye"。双方都发送了 Close 帧。作为客户端的浏览器会报告状态
码 1000，wasClean=true。

TCP 建立连接
    1   0.000000  →  SYN                       客户端请求建立连接（SYN，即“同步”）。它的字节从
                                               1 238 883 949 开始编号，这里显示为 0。它的状态变为
                                               SYN-SENT。它声明自己的能力：每段最多接收 1460 字节、
                                               支持选择性确认（SACK）、窗口放大 ×1024、使用时间戳。
    2   0.000027  ←  SYN, ACK                  服务器同意（ACK），并打开自己的方向（SYN）：它的字节
                                               从 122 770 560 开始编号，显示为 0。TCP 由两个方向各一
                                               条的字节流组成。服务器的状态从 LISTEN 变为
                                               SYN-RECEIVED。它声明自己的能力：每段最多接收 1460 字
                                               节、支持选择性确认（SACK）、窗口放大 ×1024、使用时间
                                               戳。
    3   0.000039  →  ACK                       三次握手完成：双方都确认对方能听到自己，状态都是
                                               ESTABLISHED。往返时间 0.04 毫秒。

HTTP 请求升级为 WebSocket
    4   0.000480  →  GET /                     一个请求更换协议的 HTTP 请求（Upgrade: websocket）：
                                               版本 13、密钥 HtyasFaQooFgGtu1lE/F0w==、可用扩展
                                               permessage-deflate; client_max_window_bits、来自页面
                                               http://10.44.0.2:8000。密钥是随机的，但并不保密：服务
                                               器要用它计算，以证明自己理解了请求。
    5   0.000487  ←  ACK                       单独发送的 ACK：“到第 4 号包为止的字节都已收到”。服务
                                               器此刻没有数据要发，ACK 无处可搭载。
    6   0.009766  ←  101 Switching Protocols   服务器证明自己理解了请求。密钥 + 固定 GUID =
                                               HtyasFaQooFgGtu1lE/
                                               F0w==258EAFA5-E914-47DA-95CA-C5AB0DC85B11；其 SHA-1 =
                                               06826471049b253614d50db38214723a5d66f684；再做 base64
                                               = BoJkcQSbJTYU1Q2zghRyOl1m9oQ=。服务器的
                                               Sec-WebSocket-Accept 与之相同：正确（RFC 6455
                                               4.2.2）。未采用任何扩展。从下一个字节起，这个连接不再
                                               使用 HTTP，而是 WebSocket。
    7   0.009793  →  ACK                       客户端已收到第 6 号包；单独、立即确认。

WebSocket 通信
    8   0.029508  ←  Text "get it"             载荷 6 字节。主动推送：客户端并没有请求它。这正是
                                               WebSocket 的用处。帧自身的 FIN 位为 1：这一帧就是完整
                                               的消息。它与 TCP 的 FIN 标志毫无关系。
    9   0.029530  →  ACK                       客户端已收到第 8 号包；单独、立即确认。

  ┈ 静默 419 毫秒 ┈

   10   0.448238  →  Text "got it"             载荷 6 字节。它带掩码：客户端的每一帧都必须如此（RFC
                                               6455 5.1）。每个字节都与帧内的随机密钥异或，以免代理
                                               把它误认为 HTTP。
   11   0.448993  ←  Text "got it"             载荷 6 字节。它同时捎带了对第 10 号包的 ACK，所以不需
                                               要单独的确认。
   12   0.449004  →  ACK                       客户端已收到第 11 号包；单独、立即确认。

  ┈ 静默 331 毫秒 ┈

   13   0.780359  →  Text "This sentence is in the message sixty ti…"
                                               载荷 3 KB。
   14   0.780413  ←  ACK                       服务器已收到第 13 号包；单独、立即确认。
   15   0.783051  ←  Text "This sentence is in the message sixty ti…"
                                               载荷 3 KB。
   16   0.783069  →  ACK                       客户端已收到第 15 号包；单独、立即确认。

  ┈ 静默 319 毫秒 ┈

关闭握手
   17   1.101581  →  Close 1000 "bye"          Close 帧：客户端要结束 WebSocket，不再发送任何帧。服
                                               务器必须用自己的 Close 帧应答（RFC 6455 5.5.1）。状态
                                               码 1000 的含义：Normal Closure。TCP 对此还一无所知：
                                               在 TCP 看来，Close 帧和其他字节没有区别。
   18   1.103609  ←  Close 1000 "bye"          服务器用自己的 Close 帧应答第 17 号包：WebSocket 关闭
                                               握手完成（RFC 6455 7.1.4），接下来可以关闭 TCP。捎带
                                               对第 17 号包的 ACK。
   19   1.103623  →  ACK                       客户端已收到第 18 号包；单独、立即确认。

TCP 断开连接
   20   1.103975  ←  FIN, ACK                  TCP 的 FIN：服务器不再发送数据。关闭握手已经完成，按
                                               RFC 6455 7.1.1 由服务器先关闭 TCP，这样停留在
                                               TIME-WAIT 的是服务器，而不是浏览器。两个方向各自结
                                               束：在客户端也发送 FIN 之前，它仍可继续向服务器发送数
                                               据。
                     服务器：ESTABLISHED → FIN-WAIT-1、客户端：ESTABLISHED → CLOSE-WAIT
                                               FIN-WAIT-1 状态：等待自己的 FIN 得到确认。CLOSE-WAIT
                                               状态：已知道对方发送完毕，等待本端程序关闭连接。
   21   1.104045  →  FIN, ACK                  客户端也关闭自己的方向：它的 FIN 与对第 20 号包中 FIN
                                               的 ACK 合在一个段里，因此四步只用了三个包。
                     客户端：CLOSE-WAIT → LAST-ACK、服务器：FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
                                               LAST-ACK 状态：只差对自己 FIN 的确认。
   22   1.104057  ←  ACK                       服务器确认第 21 号包中的 FIN。FIN 自身占一个序号，因
                                               此像一个字节那样被确认。两个方向都已关闭。先发 FIN 的
                                               服务器会在 TIME-WAIT 停留一段时间（Linux 上为一分
                                               钟），以防最后这个 ACK 丢失（RFC 9293 3.6）。
                     客户端：LAST-ACK → CLOSED

数据小结
  · 客户端确认数据 5 次：单独 5 次；通常在0.02 毫秒后，最迟0.03 毫秒。服务器确认数据 4 次：单独 2
    次、搭载在自己的数据上 2 次；通常在0.4 毫秒后，最迟2.03 毫秒。
  · 5 条消息（共 6.02 KB）用了 22 个包（8.14 KB），平均每条消息 4.4 个包：链路层 308 字节、TCP/IP 头
    部 1.16 KB、HTTP 头部 614 字节、WebSocket 帧头 30 字节、WebSocket 载荷 6.03 KB。
