连接 0   10.44.0.1:60338 → 10.44.0.2:8080   ws://10.44.0.2:8080/   429 毫秒   12 个包
服务器挂断：没有发送 Close 帧就用 FIN 关闭了 TCP（第 10 号包）。进程退出或被杀死时内核会这样做，代理
超时也会这样做。作为客户端的浏览器会报告状态码 1006，wasClean=false。1006 并没有被发送：它表示根本没
有收到 Close 帧。

TCP 建立连接
    1   0.000000  →  SYN                       客户端请求建立连接（SYN，即“同步”）。它的字节从
                                               262 746 332 开始编号，这里显示为 0。它的状态变为
                                               SYN-SENT。它声明自己的能力：每段最多接收 1460 字节、
                                               支持选择性确认（SACK）、窗口放大 ×1024、使用时间戳。
    2   0.000033  ←  SYN, ACK                  服务器同意（ACK），并打开自己的方向（SYN）：它的字节
                                               从 275 052 114 开始编号，显示为 0。TCP 由两个方向各一
                                               条的字节流组成。服务器的状态从 LISTEN 变为
                                               SYN-RECEIVED。它声明自己的能力：每段最多接收 1460 字
                                               节、支持选择性确认（SACK）、窗口放大 ×1024、使用时间
                                               戳。
    3   0.000048  →  ACK                       三次握手完成：双方都确认对方能听到自己，状态都是
                                               ESTABLISHED。往返时间 0.05 毫秒。

HTTP 请求升级为 WebSocket
    4   0.000641  →  GET /                     一个请求更换协议的 HTTP 请求（Upgrade: websocket）：
                                               版本 13、密钥 azoKm+MFvcdLmjdOwCDFUA==、可用扩展
                                               permessage-deflate; client_max_window_bits、来自页面
                                               http://10.44.0.2:8000。密钥是随机的，但并不保密：服务
                                               器要用它计算，以证明自己理解了请求。
    5   0.000653  ←  ACK                       单独发送的 ACK：“到第 4 号包为止的字节都已收到”。服务
                                               器此刻没有数据要发，ACK 无处可搭载。
    6   0.005797  ←  101 Switching Protocols   服务器证明自己理解了请求。密钥 + 固定 GUID =
                                               azoKm+MFvcdLmjdOwCDFUA==258EAFA5-E914-47DA-95CA-C5AB0
                                               DC85B11；其 SHA-1 =
                                               f5abb12e9048edb065b72e107a5ea91487194486；再做 base64
                                               = 9auxLpBI7bBlty4Qel6pFIcZRIY=。服务器的
                                               Sec-WebSocket-Accept 与之相同：正确（RFC 6455
                                               4.2.2）。未采用任何扩展。从下一个字节起，这个连接不再
                                               使用 HTTP，而是 WebSocket。
    7   0.005854  →  ACK                       客户端已收到第 6 号包；单独、立即确认。

WebSocket 通信
    8   0.010286  ←  Text "get it"             载荷 6 字节。主动推送：客户端并没有请求它。这正是
                                               WebSocket 的用处。帧自身的 FIN 位为 1：这一帧就是完整
                                               的消息。它与 TCP 的 FIN 标志毫无关系。
    9   0.010300  →  ACK                       客户端已收到第 8 号包；单独、立即确认。

  ┈ 静默 419 毫秒 ┈

TCP 断开连接
   10   0.429171  ←  FIN, ACK                  没有任何 Close 帧就发送了 TCP 的 FIN：服务器结束了自
                                               己的字节流，却没有按 WebSocket 的方式告别。进程退出或
                                               被杀死时，内核就是这样挂断的。两个方向各自结束：在客
                                               户端也发送 FIN 之前，它仍可继续向服务器发送数据。它的
                                               TTL（64）和时间戳都与服务器的另外 4 个包相符：没有迹
                                               象表明它来自途中的某个设备。
                     服务器：ESTABLISHED → FIN-WAIT-1、客户端：ESTABLISHED → CLOSE-WAIT
                                               FIN-WAIT-1 状态：等待自己的 FIN 得到确认。CLOSE-WAIT
                                               状态：已知道对方发送完毕，等待本端程序关闭连接。
   11   0.429276  →  FIN, ACK                  客户端也关闭自己的方向：它的 FIN 与对第 10 号包中 FIN
                                               的 ACK 合在一个段里，因此四步只用了三个包。
                     客户端：CLOSE-WAIT → LAST-ACK、服务器：FIN-WAIT-1 → FIN-WAIT-2 → TIME-WAIT
                                               LAST-ACK 状态：只差对自己 FIN 的确认。
   12   0.429298  ←  ACK                       服务器确认第 11 号包中的 FIN。FIN 自身占一个序号，因
                                               此像一个字节那样被确认。两个方向都已关闭。先发 FIN 的
                                               服务器会在 TIME-WAIT 停留一段时间（Linux 上为一分
                                               钟），以防最后这个 ACK 丢失（RFC 9293 3.6）。
                     客户端：LAST-ACK → CLOSED

数据小结
  · 客户端确认数据 2 次：单独 2 次；通常在0.04 毫秒后，最迟0.06 毫秒。服务器确认数据 1 次：单独 1
    次；通常在0.01 毫秒后，最迟0.01 毫秒。
  · 1 条消息（6 字节）用了 12 个包（1.43 KB）：链路层 168 字节、TCP/IP 头部 640 字节、HTTP 头部 614
    字节、WebSocket 帧头 2 字节、WebSocket 载荷 6 字节。
