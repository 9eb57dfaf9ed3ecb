连接 0   10.44.0.1:58478 → 10.44.0.2:8080   ws://10.44.0.2:8080/   1.04 秒   22 个包
由客户端发起，正常关闭：状态码 1000。双方都发送了 Close 帧。作为客户端的浏览器会报告状态码 1000，
wasClean=true。

TCP 建立连接
    1   0.000000  →  SYN                       客户端请求建立连接（SYN，即“同步”）。它的字节从
                                               3 605 595 331 开始编号，这里显示为 0。它的状态变为
                                               SYN-SENT。它声明自己的能力：每段最多接收 1460 字节、
                                               支持选择性确认（SACK）、窗口放大 ×1024、使用时间戳。
    2   0.000027  ←  SYN, ACK                  服务器同意（ACK），并打开自己的方向（SYN）：它的字节
                                               从 140 059 177 开始编号，显示为 0。TCP 由两个方向各一
                                               条的字节流组成。服务器的状态从 LISTEN 变为
                                               SYN-RECEIVED。它声明自己的能力：每段最多接收 1460 字
                                               节、支持选择性确认（SACK）、窗口放大 ×1024、使用时间
                                               戳。
    3   0.000037  →  ACK                       三次握手完成：双方都确认对方能听到自己，状态都是
                                               ESTABLISHED。往返时间 0.04 毫秒。

HTTP 请求升级为 WebSocket
    4   0.000795  →  GET /                     一个请求更换协议的 HTTP 请求（Upgrade: websocket）：
                                               版本 13、密钥 AUFrLHD3vN0+Qs33tlJBQQ==、可用扩展
                                               permessage-deflate; client_max_window_bits、来自页面
                                               http://10.44.0.2:8000。密钥是随机的，但并不保密：服务
                                               器要用它计算，以证明自己理解了请求。
    5   0.000807  ←  ACK                       单独发送的 ACK：“到第 4 号包为止的字节都已收到”。服务
                                               器此刻没有数据要发，ACK 无处可搭载。
    6   0.006498  ←  101 Switching Protocols   服务器证明自己理解了请求。密钥 + 固定 GUID =
                                               AUFrLHD3vN0+Qs33tlJBQQ==258EAFA5-E914-47DA-95CA-C5AB0
                                               DC85B11；其 SHA-1 =
                                               54ef97a3f18f324aa2cf8ef60170c1a8d9c6b18e；再做 base64
                                               = VO+Xo/GPMkqiz472AXDBqNnGsY4=。服务器的
                                               Sec-WebSocket-Accept 与之相同：正确（RFC 6455
                                               4.2.2）。双方同意使用 permessage-deflate：消息可以压
                                               缩。客户端单独压缩每条消息，不利用之前说过的内容（不
                                               延续上下文，RFC 7692 7.1.1）。服务器单独压缩每条消
                                               息，不利用之前说过的内容（不延续上下文，RFC 7692
                                               7.1.1）。从下一个字节起，这个连接不再使用 HTTP，而是
                                               WebSocket。
    7   0.006513  →  ACK                       客户端已收到第 6 号包；单独、立即确认。

  ┈ 静默 247 毫秒 ┈

WebSocket 通信
    8   0.253799  →  Text "Heard five times, this sentence of just …"，压缩为 68 字节
                                               线路上 68 字节，解压后 74 字节。RSV1 为 1：载荷经
                                               permessage-deflate 压缩（RFC 7692 6）。它带掩码：客户
                                               端的每一帧都必须如此（RFC 6455 5.1）。每个字节都与帧
                                               内的随机密钥异或，以免代理把它误认为 HTTP。帧自身的
                                               FIN 位为 1：这一帧就是完整的消息。它与 TCP 的 FIN 标
                                               志毫无关系。
    9   0.272151  ←  Text "Heard five times, this sentence of just …"，压缩为 67 字节
                                               线路上 67 字节，解压后 74 字节。它同时捎带了对第 8 号
                                               包的 ACK，所以不需要单独的确认。
   10   0.272168  →  ACK                       客户端已收到第 9 号包；单独、立即确认。

  ┈ 静默 263 毫秒 ┈

   11   0.534849  →  Text "Heard five times, this sentence of just …"，压缩为 68 字节
                                               线路上 68 字节，解压后 74 字节。
   12   0.540732  ←  Text "Heard five times, this sentence of just …"，压缩为 67 字节
                                               线路上 67 字节，解压后 74 字节。捎带对第 11 号包的
                                               ACK。
   13   0.540745  →  ACK                       客户端已收到第 12 号包；单独、立即确认。

  ┈ 静默 258 毫秒 ┈

   14   0.798455  →  Text "Heard five times, this sentence of just …"，压缩为 68 字节
                                               线路上 68 字节，解压后 74 字节。
   15   0.800032  ←  Text "Heard five times, this sentence of just …"，压缩为 67 字节
                                               线路上 67 字节，解压后 74 字节。捎带对第 14 号包的
                                               ACK。
   16   0.800043  →  ACK                       客户端已收到第 15 号包；单独、立即确认。

  ┈ 静默 238 毫秒 ┈

关闭握手
   17   1.037838  →  Close 1000                Close 帧：客户端要结束 WebSocket，不再发送任何帧。服
                                               务器必须用自己的 Close 帧应答（RFC 6455 5.5.1）。状态
                                               码 1000 的含义：Normal Closure。TCP 对此还一无所知：
                                               在 TCP 看来，Close 帧和其他字节没有区别。
   18   1.038804  ←  Close 1000                服务器用自己的 Close 帧应答第 17 号包：WebSocket 关闭
                                               握手完成（RFC 6455 7.1.4），接下来可以关闭 TCP。捎带
                                               对第 17 号包的 ACK。
   19   1.038818  →  ACK                       客户端已收到第 18 号包；单独、立即确认。

TCP 断开连接
   20   1.039161  ←  FIN, ACK                  TCP 的 FIN：服务器不再发送数据。关闭握手已经完成，按
                                               RFC 6455 7.1.1 由服务器先关闭 TCP，这样停留在
                                               TIME-WAIT 的是服务器，而不是浏览器。两个方向各自结
                                               束：在客户端也发送 FIN 之前，它仍可继续向服务器发送数
                                               据。
                     服务器：ESTABLISHED → FIN-WAIT-1、客户端：ESTABLISHED → CLOSE-WAIT
                                               FIN-WAIT-1 状态：等待自己的 FIN 得到确认。CLOSE-WAIT
                                               状态：已知道对方发送完毕，等待本端程序关闭连接。
   21   1.039327  →  FIN, ACK                  客户端也关闭自己的方向：它的 FIN 与对第 20 号包中 FIN
                                               的 ACK 合在一个段里，因此四步只用了三个包。
                     客户端：CLOSE-WAIT → LAST-ACK、服务器：FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
                                               LAST-ACK 状态：只差对自己 FIN 的确认。
   22   1.039351  ←  ACK                       服务器确认第 21 号包中的 FIN。FIN 自身占一个序号，因
                                               此像一个字节那样被确认。两个方向都已关闭。先发 FIN 的
                                               服务器会在 TIME-WAIT 停留一段时间（Linux 上为一分
                                               钟），以防最后这个 ACK 丢失（RFC 9293 3.6）。
                     客户端：LAST-ACK → CLOSED

数据小结
  · 客户端确认数据 5 次：单独 5 次；通常在0.01 毫秒后，最迟0.02 毫秒。服务器确认数据 5 次：单独 1
    次、搭载在自己的数据上 4 次；通常在1.58 毫秒后，最迟18.4 毫秒。
  · 6 条消息（共 405 字节）用了 22 个包（2.62 KB），平均每条消息 3.67 个包：链路层 308 字节、TCP/IP
    头部 1.16 KB、HTTP 头部 716 字节、WebSocket 帧头 32 字节、WebSocket 载荷 409 字节。
  · permessage-deflate：客户端的 3 条消息（222 字节）压缩为 204 字节，缩小到 1/1.09。
    permessage-deflate：服务器的 3 条消息（222 字节）压缩为 201 字节，缩小到 1/1.1。
